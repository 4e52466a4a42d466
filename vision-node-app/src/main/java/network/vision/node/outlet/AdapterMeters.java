package network.vision.node.outlet;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import network.vision.api.ApiRefusal;
import network.vision.gossip.CloseCause;
import network.vision.gossip.Direction;
import network.vision.store.StoreEvent;
import network.vision.transport.Trouble;
import network.vision.upnp.MappingEvent;

/**
 * Counts and times what the adapters do and suffer: sockets, disk, router, names and HTTP.
 *
 * <p>Any thread.
 */
public final class AdapterMeters {

  private final MeterRegistry registry;
  private final EnumTable<CloseCause, Counter> closes;
  private final EnumTable<Direction, Timer> handshakes;
  private final VariantCounters<Trouble> troubles;
  private final VariantCounters<StoreEvent> storeEvents;
  private final VariantCounters<MappingEvent> mappingEvents;
  private final EnumTable<MappingEvent.RouterMissing.Reason, Counter> routersMissing;
  private final Counter namesFound;
  private final Counter namesMissing;
  private final Counter beaconsAnswered;
  private final Counter beaconsFailed;
  private final Counter changesSaved;
  private final Timer saveTime;
  private final EnumTable<ApiRefusal, Counter> apiRefusals;
  private final Map<String, Timer> answers = new ConcurrentHashMap<>();
  private final Set<Path> failingFiles = ConcurrentHashMap.newKeySet();

  AdapterMeters(MeterRegistry registry) {
    this.registry = registry;
    closes =
        EnumTable.of(
            CloseCause.class,
            cause ->
                counter("vision.closes", "Connections that we closed.", "reason", cause.label()));
    handshakes =
        EnumTable.of(
            Direction.class,
            side ->
                Buckets.ANSWERING.timer(
                    registry,
                    "vision.handshake.duration",
                    "From the open socket to the last byte of the peer's handshake.",
                    "direction",
                    NodeMetrics.label(side)));
    troubles =
        new VariantCounters<>(
            registry, Trouble.class, "vision.socket.troubles", "What the sockets suffered.");
    storeEvents =
        new VariantCounters<>(
            registry, StoreEvent.class, "vision.store.events", "What the disk suffered.");
    mappingEvents =
        new VariantCounters<>(
            registry, MappingEvent.class, "vision.upnp.events", "What became of port forwarding.");
    routersMissing =
        EnumTable.of(
            MappingEvent.RouterMissing.Reason.class,
            reason ->
                counter(
                    "vision.upnp.missing",
                    "Searches without a router.",
                    "reason",
                    reason.name().toLowerCase(Locale.ROOT)));
    namesFound = name("found");
    namesMissing = name("missing");
    beaconsAnswered = beacon("answered");
    beaconsFailed = beacon("failed");
    changesSaved = counter("vision.store.changes.saved", "Changed peers that are on the medium.");
    saveTime =
        Buckets.WRITING.timer(
            registry, "vision.store.save.duration", "For writing and forcing what had changed.");
    Gauge.builder("vision.store.failing", () -> failingFiles.isEmpty() ? 0 : 1)
        .description("Whether the last write of a file failed: 1 until one succeeds.")
        .register(registry);
    apiRefusals = EnumTable.of(ApiRefusal.class, this::refusal);
    answer("/metrics", "2xx");
  }

  /** We close a connection. */
  public void closed(CloseCause cause) {
    closes.of(cause).increment();
  }

  /** A peer's handshake has come. */
  public void handshakeTook(Direction direction, Duration took) {
    handshakes.of(direction).record(took);
  }

  /** The sockets suffer. */
  public void count(Trouble trouble) {
    troubles.count(trouble);
  }

  /** The disk suffers, or does no longer. */
  public void count(StoreEvent event) {
    storeEvents.count(event);
    switch (event) {
      case StoreEvent.SaveFailed failed -> failingFiles.add(failed.file());
      case StoreEvent.SaveRecovered again -> failingFiles.remove(again.file());
      case StoreEvent.DiskThreadDied _,
          StoreEvent.PutAside _,
          StoreEvent.RewriteFailed _,
          StoreEvent.MemoryFull _,
          StoreEvent.ChangesLost _ -> {}
    }
  }

  /** Changes are on the medium. */
  public void saved(int changes, Duration took) {
    changesSaved.increment(changes);
    saveTime.record(took);
  }

  /** The router did something. */
  public void count(MappingEvent event) {
    mappingEvents.count(event);
    if (event instanceof MappingEvent.RouterMissing(MappingEvent.RouterMissing.Reason reason)) {
      routersMissing.of(reason).increment();
    }
  }

  /** A name of a seed or peer was looked up. */
  public void nameLookedUp(boolean isFound) {
    (isFound ? namesFound : namesMissing).increment();
  }

  /** A beacon was asked for seeds. */
  public void beaconAsked(boolean hasAnswered) {
    (hasAnswered ? beaconsAnswered : beaconsFailed).increment();
  }

  /** An HTTP request was answered; {@code route} is of a closed set. */
  void answered(String route, int status, Duration took) {
    answer(route, status / 100 + "xx").record(took);
  }

  /** A client of the API did not get what it wanted. */
  void refused(ApiRefusal reason) {
    apiRefusals.of(reason).increment();
  }

  private Timer answer(String route, String status) {
    return answers.computeIfAbsent(
        route + " " + status,
        _ ->
            Buckets.COMPUTING.timer(
                registry,
                "vision.api.request.duration",
                "From a request to its answer, by the template of its path.",
                "route",
                route,
                "status",
                status));
  }

  private Counter refusal(ApiRefusal reason) {
    return counter(
        "vision.api.refused",
        "Clients of the API that did not get what they wanted.",
        "reason",
        reason.label());
  }

  private Counter name(String result) {
    return counter(
        "vision.names.resolved", "Names of seeds and peers looked up.", "result", result);
  }

  private Counter beacon(String result) {
    return counter("vision.beacons.asked", "Questions to a beacon for seeds.", "result", result);
  }

  private Counter counter(String name, String description, String... tags) {
    return Counter.builder(name).description(description).tags(tags).register(registry);
  }
}
