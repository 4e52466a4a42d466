package network.vision.protocol;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The first thing each side of a connection says: which network, who, and where it can be reached.
 *
 * <p>Immutable. One value for both versions; what a version does not carry is null or empty. All
 * texts are printable once decoded. Source: {@code docs/PROTOCOL.md §3, §6}.
 */
public record Handshake(
    Network network, Node node, Reach reach, Heights heights, Extensions extensions) {

  /**
   * Which network, and by which rules.
   *
   * @param protocolVersion unsigned 32 bits
   * @param chainId 64 hex digits
   * @param genesisHash 64 hex digits
   * @param networkId "" where it is not said
   * @param nodeVersion unsigned 32 bits; 1.1.1 is 111
   * @param nodeBuild for people
   * @param checkpointHeight unsigned 64 bits
   * @param checkpointHash 64 hex digits or ""
   * @param bootstrapPrefix "" where it is not said
   */
  public record Network(
      long protocolVersion,
      String chainId,
      String genesisHash,
      String networkId,
      long nodeVersion,
      String nodeBuild,
      long checkpointHeight,
      String checkpointHash,
      String bootstrapPrefix,
      @Nullable String econHash,
      @Nullable String powParamsHash,
      @Nullable Long powMessageVersion) {}

  /**
   * Who.
   *
   * @param nonce unsigned 64 bits, drawn once at start; a node that meets its own has dialled
   *     itself
   * @param id the name
   * @param publicKey Base64, or "" from a deployed node
   * @param ebid a UUID that outlives restarts, or ""
   */
  public record Node(
      long nonce,
      NodeId id,
      String tag,
      String publicKey,
      String visionAddress,
      String role,
      String ebid,
      boolean isGuardian,
      boolean isGuardianCandidate,
      String admissionTicket,
      @Nullable Passport passport) {}

  /** A guardian's word for a node; carried and not judged. */
  public record Passport(
      String nodeTag,
      String role,
      String network,
      long issuedAt,
      long expiresAt,
      int maxPeers,
      long minVersion,
      String guardianPublicKey,
      List<Byte> signature) {
    public Passport {
      signature = List.copyOf(signature);
    }
  }

  /**
   * Where.
   *
   * @param p2pPort 0–65535; 0: do not dial me; null: not said
   * @param httpApiPort 0–65535, or null
   * @param advertisedIp the node's own idea of its IP; believed only when it is what we see
   * @param advertisedPort 1–65535, or null
   * @param seedPeers whom it suggests; at most {@link Limits#MAX_PEERS_READ}
   */
  public record Reach(
      @Nullable Integer p2pPort,
      @Nullable Integer httpApiPort,
      @Nullable IpAddress advertisedIp,
      @Nullable Integer advertisedPort,
      List<PeerAddress> seedPeers) {
    public Reach {
      seedPeers = List.copyOf(seedPeers);
    }

    /** Whether the peer said any port at all. */
    public boolean isPortStated() {
      return p2pPort != null || advertisedPort != null;
    }

    /** The port at which others can dial this peer; 0: none. */
    public int port(HandshakeVersion version) {
      if (p2pPort != null) {
        return p2pPort;
      }
      return advertisedPort != null ? advertisedPort : version.defaultPort();
    }
  }

  /**
   * How far the chain is.
   *
   * @param chain unsigned 64 bits
   * @param tip unsigned 64 bits; overrides {@code chain}; null: not said
   */
  public record Heights(long chain, @Nullable Long tip) {
    /** The one that counts. */
    public long effective() {
      return tip != null ? tip : chain;
    }
  }

  /**
   * What deployed nodes do not know. Anything malformed in here counts as absent.
   *
   * @param features what messages the node takes beyond the deployed ones
   * @param challenge for the other side to sign, or null
   * @param proof the listener's signature, or null
   * @param observedIp at which IP the speaker sees the other side, or null
   * @param record the speaker's own signed word, or null
   * @param dialBack the nonce of the {@link Message.DialBack} that this connection answers, or null
   */
  public record Extensions(
      List<String> features,
      @Nullable String challenge,
      @Nullable String proof,
      @Nullable IpAddress observedIp,
      @Nullable PeerRecord record,
      @Nullable Long dialBack) {
    /** No extensions, as a deployed node speaks. */
    public static final Extensions NONE = new Extensions(List.of(), null, null, null, null, null);

    public Extensions {
      features = List.copyOf(features);
    }
  }
}
