package network.vision.node.outlet;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.Locale;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import network.vision.api.MetricsSource;
import network.vision.api.Traffic;
import network.vision.gossip.Direction;
import network.vision.gossip.GossipView.State;
import network.vision.gossip.GossipView.Temperature;
import network.vision.gossip.Notice;
import network.vision.gossip.Provenance;
import network.vision.transport.TransportStats;

/**
 * What one node counts, for Prometheus.
 *
 * <p>Every label has a closed set of values, whatever peers do, and its series are there from the
 * start with 0. Gauges of peers show the last {@link PeerCensus} that was handed in, so a scrape
 * never waits for the loop.
 *
 * <p>Any thread.
 */
public final class NodeMetrics implements MetricsSource, AutoCloseable {

  private static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";
  private static final String OPEN_METRICS =
      "application/openmetrics-text; version=1.0.0; charset=utf-8";

  private final PrometheusMeterRegistry registry = registry();
  private final JvmGcMetrics collections = new JvmGcMetrics();
  private final NoticeCounters notices = new NoticeCounters(registry);
  private final MessageCounters messages = new MessageCounters(registry);
  private final Timer loopDelay =
      loopTimer(registry, "vision.loop.delay", "From when something came or was due to its turn.");
  private final Timer stepTime =
      loopTimer(registry, "vision.loop.step", "For one event, its effects and notices.");
  private volatile PeerCensus census = PeerCensus.EMPTY;
  private volatile MappingState mapping = MappingState.OFF;

  /**
   * The metrics of one node.
   *
   * @param version of the program
   */
  public NodeMetrics(String version) {
    bindPeers();
    bindProcess();
    for (MappingState state : MappingState.values()) {
      Gauge.builder("vision.upnp.state", () -> mapping == state ? 1 : 0)
          .description("How automatic port forwarding stands: 1 for the one that holds.")
          .tag("state", state.label())
          .register(registry);
    }
    Gauge.builder("vision.build.info", () -> 1)
        .description("What runs here; always 1.")
        .tag("version", version)
        .tag("java", Runtime.version().toString())
        .register(registry);
  }

  /** Counts a fact. */
  public void count(Notice notice) {
    notices.count(notice);
  }

  /** What is said and heard. */
  public MessageCounters messages() {
    return messages;
  }

  /** Notes how the loop does. */
  public void measureLoop(Duration delay, Duration took) {
    loopDelay.record(delay);
    stepTime.record(took);
  }

  /** Shows {@code counted} from now on. */
  public void show(PeerCensus counted) {
    census = counted;
  }

  /** Shows {@code state} from now on. */
  public void show(MappingState state) {
    mapping = state;
  }

  /** How automatic port forwarding stands. */
  public MappingState mapping() {
    return mapping;
  }

  /** Shows what the sockets count. */
  public void bindTransport(Supplier<TransportStats> stats) {
    SocketMeters.bind(registry, stats);
  }

  /** Shows how much waits for the loop. */
  public void bindMailbox(IntSupplier waiting) {
    Gauge.builder("vision.loop.waiting", waiting::getAsInt)
        .description("Events that wait for the loop.")
        .register(registry);
  }

  /** Since the start, for the dashboard's rates. */
  public Traffic traffic(TransportStats stats) {
    return new Traffic(
        stats.bytesIn(),
        stats.bytesOut(),
        messages.receivedTotal(),
        messages.sentTotal(),
        notices.dials(),
        notices.sessions(),
        notices.peersDiscovered());
  }

  /** Handshakes refused because they were of another network or version. */
  public int refusedPeers() {
    return notices.refusedForNetwork();
  }

  @Override
  public Scrape scrape(String acceptHeader) {
    String accept = acceptHeader.toLowerCase(Locale.ROOT);
    String type = accept.contains("application/openmetrics-text") ? OPEN_METRICS : TEXT;
    return new Scrape(type, registry.scrape(type));
  }

  @Override
  public void close() {
    collections.close();
    registry.close();
  }

  static String label(Direction direction) {
    return direction.name().toLowerCase(Locale.ROOT);
  }

  /** Without two names that break Prometheus' conventions; process_cpu_usage tells the same. */
  private static PrometheusMeterRegistry registry() {
    PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    registry.config().meterFilter(MeterFilter.denyNameStartsWith("process.cpu.time"));
    registry.config().meterFilter(MeterFilter.denyNameStartsWith("system.cpu.count"));
    return registry;
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
          label(direction));
    }
    for (Provenance provenance : Provenance.values()) {
      peers(
          "vision.addresses",
          "Known addresses of peers by where they came from.",
          now -> now.addresses().getOrDefault(provenance, 0),
          "provenance",
          provenance.label());
    }
    peers(
        "vision.peers.by.port",
        "Known peers by whether they are at the network's default port.",
        now -> now.total() - now.onOtherPorts(),
        "port",
        "default");
    peers(
        "vision.peers.by.port",
        "Known peers by whether they are at the network's default port.",
        PeerCensus::onOtherPorts,
        "port",
        "other");
  }

  private void bindProcess() {
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ClassLoaderMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new FileDescriptorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
    collections.bindTo(registry);
  }

  private void peers(
      String name, String description, ToDoubleFunction<PeerCensus> reading, String... tags) {
    Gauge.builder(name, () -> reading.applyAsDouble(census))
        .description(description)
        .tags(tags)
        .register(registry);
  }

  private static Timer loopTimer(MeterRegistry registry, String name, String description) {
    return Timer.builder(name)
        .description(description)
        .serviceLevelObjectives(
            Duration.ofNanos(100_000),
            Duration.ofMillis(1),
            Duration.ofMillis(10),
            Duration.ofMillis(100),
            Duration.ofSeconds(1))
        .register(registry);
  }
}
