package network.vision.node.outlet;

import java.time.Duration;
import java.util.List;
import network.vision.api.Reachability;
import network.vision.api.SeedHealth;
import network.vision.gossip.PeerCensus;
import org.jspecify.annotations.Nullable;

/**
 * How a node stands, at one moment, as far as it is counted.
 *
 * <p>Immutable.
 *
 * @param peers everybody known
 * @param reachability whether others can reach it
 * @param seeds whom it asks first
 * @param bans in force
 * @param clockOffset how far other clocks are ahead of its own; null: not known
 */
public record NodeCensus(
    PeerCensus peers,
    Reachability.Verdict reachability,
    List<SeedHealth> seeds,
    int bans,
    @Nullable Duration clockOffset) {

  /** Before anything is counted. */
  static final NodeCensus EMPTY =
      new NodeCensus(PeerCensus.EMPTY, Reachability.Verdict.UNKNOWN, List.of(), 0, null);

  public NodeCensus {
    seeds = List.copyOf(seeds);
  }
}
