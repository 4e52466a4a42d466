package network.vision.gossip;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import network.vision.protocol.PeerAddress;
import org.jspecify.annotations.Nullable;

/**
 * How the node stands at one moment, without a row for each peer: cheap enough to be asked for each
 * second, with a full book too.
 *
 * <p>Immutable; built on the loop when asked for.
 *
 * @param at when
 * @param advertised what we tell others of our address
 * @param advertisedReason why
 * @param reach whether others can reach us, IPv4 first
 * @param peers how many there are of each kind
 * @param bans in force, the oldest first
 * @param seeds how each seed does
 * @param clockOffset how far the clocks of others are ahead of ours, by the median of at least five
 *     network groups; null while fewer have said
 */
public record GossipSummary(
    Instant at,
    @Nullable PeerAddress advertised,
    String advertisedReason,
    List<ReachView> reach,
    PeerCensus peers,
    List<Ban> bans,
    List<GossipView.SeedRow> seeds,
    @Nullable Duration clockOffset) {

  public GossipSummary {
    reach = List.copyOf(reach);
    bans = List.copyOf(bans);
    seeds = List.copyOf(seeds);
  }
}
