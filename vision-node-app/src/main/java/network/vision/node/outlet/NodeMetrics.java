package network.vision.node.outlet;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
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
import java.util.Optional;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import network.vision.api.ApiLoad;
import network.vision.api.ApiRefusal;
import network.vision.api.MetricsSource;
import network.vision.api.Traffic;
import network.vision.gossip.Direction;
import network.vision.gossip.Notice;
import network.vision.transport.TransportStats;

/**
 * What one node counts, for Prometheus.
 *
 * <p>Every label has a closed set of values, whatever peers do, and its series are there from the
 * start with 0; a seed has one once it was tried, a path of the API once it was asked.
 *
 * <p>Any thread.
 */
public final class NodeMetrics implements MetricsSource, AutoCloseable {

  private final PrometheusMeterRegistry registry = registry();
  private final JvmGcMetrics collections = new JvmGcMetrics();
  private final NoticeCounters notices = new NoticeCounters(registry);
  private final MessageCounters messages = new MessageCounters(registry);
  private final AdapterMeters adapters = new AdapterMeters(registry);
  private final CensusGauges census = new CensusGauges(registry);
  private final Timer loopDelay =
      Buckets.COMPUTING.timer(
          registry, "vision.loop.delay", "From when something came or was due to its turn.");
  private final Timer stepTime =
      Buckets.COMPUTING.timer(
          registry, "vision.loop.step", "For one event, its effects and notices.");
  private volatile MappingState mapping = MappingState.OFF;

  /**
   * The metrics of one node.
   *
   * @param version of the program
   */
  public NodeMetrics(String version) {
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

  /** What the adapters do and suffer. */
  public AdapterMeters adapters() {
    return adapters;
  }

  /** Notes how the loop does. */
  public void measureLoop(Duration delay, Duration took) {
    loopDelay.record(delay);
    stepTime.record(took);
  }

  /** Shows {@code counted} from now on. */
  public void show(NodeCensus counted) {
    census.show(counted);
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

  /** Shows what the API holds open. */
  public void bindApi(Supplier<ApiLoad> load) {
    Gauge.builder("vision.api.connections", () -> load.get().connections())
        .description("Connections to the API.")
        .register(registry);
    Gauge.builder("vision.api.event.streams", () -> load.get().eventStreams())
        .description("Clients of the API that are told events.")
        .register(registry);
  }

  /** Shows how long the router's mapping stands. */
  public void bindLease(Supplier<Optional<Duration>> left) {
    Gauge.builder(
            "vision.upnp.lease.left.seconds",
            () -> left.get().map(Duration::toSeconds).map(Long::doubleValue).orElse(Double.NaN))
        .description("How long the router keeps the mapping unless it is renewed; NaN without one.")
        .register(registry);
  }

  /** Shows how many lines the log left out. */
  public void bindLog(LongSupplier withheld) {
    FunctionCounter.builder("vision.log.withheld", withheld, LongSupplier::getAsLong)
        .description("Lines of the log left out, since peers caused too many of their kind.")
        .register(registry);
  }

  /** Shows how much waits for the loop, and what was not let in. */
  public void bindMailbox(
      IntSupplier waiting, LongSupplier refusedOfPeers, LongSupplier refusedQuestions) {
    Gauge.builder("vision.loop.waiting", waiting::getAsInt)
        .description("Events that wait for the loop.")
        .register(registry);
    refused("peer", refusedOfPeers);
    refused("question", refusedQuestions);
  }

  private void refused(String kind, LongSupplier count) {
    FunctionCounter.builder("vision.loop.refused", count, LongSupplier::getAsLong)
        .description("What the loop had no room for: peers wait, questions are answered with 503.")
        .tag("kind", kind)
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
    String type = ScrapeFormat.of(acceptHeader).contentType();
    return new Scrape(type, registry.scrape(type));
  }

  @Override
  public void answered(String route, int status, Duration took) {
    adapters.answered(route, status, took);
  }

  @Override
  public void refused(ApiRefusal reason) {
    adapters.refused(reason);
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

  private void bindProcess() {
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ClassLoaderMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new FileDescriptorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
    collections.bindTo(registry);
  }
}
