package network.vision.node.outlet;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import network.vision.api.Reachability;
import network.vision.api.SeedHealth;
import network.vision.gossip.Direction;
import network.vision.gossip.GossipView.State;
import network.vision.gossip.GossipView.Temperature;
import network.vision.gossip.PeerCensus;
import network.vision.gossip.Provenance;

/**
 * Shows the last {@link NodeCensus} that was handed in, so a scrape never waits for the loop.
 *
 * <p>Any thread.
 */
final class CensusGauges {

  /** An operator may name any number of seeds; so many have a series of their own. */
  static final int MAX_SEEDS = 64;

  private final MeterRegistry registry;
  private final MultiGauge seeds;
  private volatile NodeCensus census = NodeCensus.EMPTY;

  CensusGauges(MeterRegistry registry) {
    this.registry = registry;
    this.seeds =
        MultiGauge.builder("vision.seed.up")
            .description("Whether a seed answered when it was last tried; absent before.")
            .register(registry);
    bindPeers();
    bindAddresses();
    bindOurselves();
  }

  /** Shows {@code counted} from then on. */
  void show(NodeCensus counted) {
    census = counted;
    seeds.register(
        counted.seeds().stream()
            .filter(seed -> seed.state() != SeedHealth.State.UNTRIED)
            .limit(MAX_SEEDS)
            .<MultiGauge.Row<?>>map(CensusGauges::row)
            .toList(),
        true);
  }

  private static MultiGauge.Row<Number> row(SeedHealth seed) {
    return MultiGauge.Row.of(
        Tags.of("seed", seed.address().toString()),
        seed.state() == SeedHealth.State.ANSWERS ? 1 : 0);
  }

  private void bindPeers() {
    for (State state : State.values()) {
      for (Temperature temperature : Temperature.values()) {
        peers(
            "vision.peers",
            "Known peers by state and freshness.",
            now -> now.count(state, temperature),
            "state",
            state.name().toLowerCase(Locale.ROOT),
            "bucket",
            temperature.name().toLowerCase(Locale.ROOT));
      }
    }
    for (Direction direction : Direction.values()) {
      peers(
          "vision.sessions",
          "Connected peers.",
          now -> now.sessions().getOrDefault(direction, 0),
          "direction",
          NodeMetrics.label(direction));
    }
  }

  private void bindAddresses() {
    for (Provenance provenance : Provenance.values()) {
      peers(
          "vision.addresses",
          "Known addresses of peers by where they came from.",
          now -> now.addresses().getOrDefault(provenance, 0),
          "provenance",
          provenance.label());
    }
    String byPort = "Known peers by whether they are at the network's default port.";
    peers(
        "vision.peers.by.port", byPort, now -> now.total() - now.onOtherPorts(), "port", "default");
    peers("vision.peers.by.port", byPort, PeerCensus::onOtherPorts, "port", "other");
  }

  private void bindOurselves() {
    for (Reachability.Verdict verdict : Reachability.Verdict.values()) {
      gauge(
          "vision.reachability",
          "Whether others can reach this node: 1 for the state that holds.",
          now -> now.reachability() == verdict ? 1 : 0,
          "state",
          verdict.toString());
    }
    gauge("vision.bans", "Bans in force.", NodeCensus::bans);
    gauge(
        "vision.clock.offset.seconds",
        "How far other clocks are ahead of ours: the median of five network groups or more; NaN"
            + " with fewer.",
        CensusGauges::clockSeconds);
  }

  private static double clockSeconds(NodeCensus now) {
    Duration offset = now.clockOffset();
    return offset == null ? Double.NaN : offset.toSeconds();
  }

  private void peers(
      String name, String description, ToDoubleFunction<PeerCensus> reading, String... tags) {
    gauge(name, description, now -> reading.applyAsDouble(now.peers()), tags);
  }

  private void gauge(
      String name, String description, ToDoubleFunction<NodeCensus> reading, String... tags) {
    Gauge.builder(name, () -> reading.applyAsDouble(census))
        .description(description)
        .tags(tags)
        .register(registry);
  }
}
