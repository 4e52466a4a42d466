package network.vision.gossip;

import java.time.Duration;
import java.util.List;
import network.vision.protocol.HostAndPort;
import network.vision.protocol.PeerAddress;
import org.jspecify.annotations.Nullable;

/**
 * What the operator or an embedder may choose of the core. {@link #defaults()} suits a home node.
 *
 * <p>Immutable; a value out of range is refused by the constructor.
 *
 * @param outbound sessions to open and keep, 0–1,000
 * @param maxInbound sessions to accept, 0–100,000
 * @param isPrivateAllowed whether private and loopback addresses are peers
 * @param seeds whom to dial when the book gives nothing
 * @param peers addresses that are always kept connected
 * @param advertised the operator's own word about our address, if any
 * @param pingInterval how often a silent session is asked
 * @param pingTimeout how long the answer may take
 * @param gossipInterval how often we tell each session about others, once the book is calm
 * @param feelerInterval how often an unproven address is tried
 * @param newBuckets buckets of 64 for addresses heard of; a power of two
 * @param triedBuckets buckets of 64 for addresses reached; a power of two
 */
public record GossipConfig(
    int outbound,
    int maxInbound,
    boolean isPrivateAllowed,
    List<HostAndPort> seeds,
    List<PeerAddress> peers,
    @Nullable PeerAddress advertised,
    Duration pingInterval,
    Duration pingTimeout,
    Duration gossipInterval,
    Duration feelerInterval,
    int newBuckets,
    int triedBuckets) {

  private static final int MAX_OUTBOUND = 1_000;
  private static final int MAX_INBOUND = 100_000;

  /**
   * @throws IllegalArgumentException naming the value that is out of range
   */
  public GossipConfig {
    seeds = List.copyOf(seeds);
    peers = List.copyOf(peers);
    require(outbound >= 0 && outbound <= MAX_OUTBOUND, "outbound is 0-1000");
    require(maxInbound >= 0 && maxInbound <= MAX_INBOUND, "maxInbound is 0-100000");
    require(Integer.bitCount(newBuckets) == 1, "newBuckets is a power of two");
    require(Integer.bitCount(triedBuckets) == 1, "triedBuckets is a power of two");
  }

  /** How many addresses the book has room for. */
  public int places() {
    return BucketTable.SLOTS * (newBuckets + triedBuckets);
  }

  /** For a home node on a public network, without seeds. */
  public static GossipConfig defaults() {
    return new GossipConfig(
        8,
        117,
        false,
        List.of(),
        List.of(),
        null,
        Duration.ofSeconds(30),
        Duration.ofSeconds(20),
        Duration.ofSeconds(30),
        Duration.ofMinutes(2),
        1_024,
        256);
  }

  /** The same with other seeds. */
  public GossipConfig withSeeds(List<HostAndPort> others) {
    return new GossipConfig(
        outbound,
        maxInbound,
        isPrivateAllowed,
        others,
        peers,
        advertised,
        pingInterval,
        pingTimeout,
        gossipInterval,
        feelerInterval,
        newBuckets,
        triedBuckets);
  }

  /** The same with private addresses allowed or not. */
  public GossipConfig withPrivateAllowed(boolean allowed) {
    return new GossipConfig(
        outbound,
        maxInbound,
        allowed,
        seeds,
        peers,
        advertised,
        pingInterval,
        pingTimeout,
        gossipInterval,
        feelerInterval,
        newBuckets,
        triedBuckets);
  }

  /** The same with another word of the operator about our address. */
  public GossipConfig withAdvertised(@Nullable PeerAddress address) {
    return new GossipConfig(
        outbound,
        maxInbound,
        isPrivateAllowed,
        seeds,
        peers,
        address,
        pingInterval,
        pingTimeout,
        gossipInterval,
        feelerInterval,
        newBuckets,
        triedBuckets);
  }

  private static void require(boolean holds, String what) {
    if (!holds) {
      throw new IllegalArgumentException(what);
    }
  }
}
