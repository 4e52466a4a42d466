package network.vision.protocol;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which network a node belongs to: what its handshake must say, whom it starts with, which
 * addresses count as public.
 *
 * <p>Immutable. {@code mainnet} and {@code devnet} are built in; others are JSON files of the same
 * fields. Source: {@code docs/PROTOCOL.md §6}.
 *
 * @param name as the operator calls it
 * @param networkId said in handshakes
 * @param nodeBuild what a version 3 handshake presents
 * @param nodeVersion what a version 3 handshake presents; unsigned 32 bits
 * @param protocolVersion said in handshakes, and the only one accepted; unsigned 32 bits
 * @param bootstrapPrefix said in handshakes
 * @param chainId 64 hex digits
 * @param genesisHash 64 hex digits
 * @param checkpointHeight unsigned 64 bits
 * @param checkpointHash 64 hex digits, or "" without a checkpoint
 * @param econHash said in handshakes
 * @param powParamsHash said in handshakes
 * @param powMessageVersion said in handshakes; unsigned 32 bits
 * @param seeds whom a node without peers dials
 * @param publicRanges ranges that count as globally reachable although the registries say otherwise
 * @param dialOnly the only ranges a node dials; empty: anywhere
 * @param isPrivateAllowed whether private addresses are peers
 */
public record NetworkProfile(
    String name,
    String networkId,
    String nodeBuild,
    long nodeVersion,
    long protocolVersion,
    String bootstrapPrefix,
    String chainId,
    String genesisHash,
    long checkpointHeight,
    String checkpointHash,
    @Nullable String econHash,
    @Nullable String powParamsHash,
    @Nullable Long powMessageVersion,
    List<Seed> seeds,
    List<IpRange> publicRanges,
    List<IpRange> dialOnly,
    boolean isPrivateAllowed) {

  /**
   * A node to start with.
   *
   * @param address a name or an IP, and a port of 1–65535
   * @param label for people
   */
  public record Seed(HostAndPort address, @Nullable String label) {}

  public NetworkProfile {
    seeds = List.copyOf(seeds);
    publicRanges = List.copyOf(publicRanges);
    dialOnly = List.copyOf(dialOnly);
  }

  /** The profile of a built-in name; empty for any other name. */
  public static Optional<NetworkProfile> builtIn(String name) {
    if (!name.equals("mainnet") && !name.equals("devnet")) {
      return Optional.empty();
    }
    try (InputStream json = NetworkProfile.class.getResourceAsStream(name + ".json")) {
      if (json == null) {
        throw new IllegalStateException("the profile " + name + " is missing in the module");
      }
      return Optional.of(decode(json.readAllBytes()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Reads a profile file.
   *
   * @throws IllegalArgumentException naming the field that is absent or wrong
   */
  public static NetworkProfile decode(byte[] json) {
    return NetworkProfileJson.decode(json);
  }
}
