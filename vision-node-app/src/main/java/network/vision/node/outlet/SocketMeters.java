package network.vision.node.outlet;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import network.vision.transport.CloseReason;
import network.vision.transport.DialFailure;
import network.vision.transport.InboundRefusal;
import network.vision.transport.TransportStats;

/** Shows what the transport counts. */
final class SocketMeters {

  private final MeterRegistry registry;
  private final Supplier<TransportStats> stats;

  private SocketMeters(MeterRegistry registry, Supplier<TransportStats> stats) {
    this.registry = registry;
    this.stats = stats;
  }

  static void bind(MeterRegistry registry, Supplier<TransportStats> stats) {
    new SocketMeters(registry, stats).bind();
  }

  private void bind() {
    counter(
        "vision.bytes", "Bytes of all sockets.", "direction", "inbound", TransportStats::bytesIn);
    counter(
        "vision.bytes", "Bytes of all sockets.", "direction", "outbound", TransportStats::bytesOut);
    open("inbound", now -> now.open().inbound());
    open("outbound", now -> now.open().outbound());
    unfinished("inbound", now -> now.open().unfinishedInbound());
    unfinished("outbound", now -> now.open().dialling());
    gauge(
        "vision.connections.relayed",
        "Connections to the shared socket that speak HTTP.",
        now -> now.open().relayed());
    for (CloseReason reason : CloseReason.values()) {
      counter(
          "vision.connections.closed",
          "Connections that ended after their handshake.",
          "reason",
          reason.label(),
          now -> now.closes().getOrDefault(reason, 0L));
    }
    for (InboundRefusal.Kind kind : InboundRefusal.Kind.values()) {
      counter(
          "vision.inbound.refused",
          "Accepted sockets that ended before their handshake.",
          "reason",
          kind.label(),
          now -> now.inboundRefusals().getOrDefault(kind, 0L));
    }
    for (DialFailure.Kind kind : DialFailure.Kind.values()) {
      counter(
          "vision.sockets.dial.failures",
          "Dials that failed before the handshake was judged.",
          "reason",
          kind.label(),
          now -> now.dialFailures().getOrDefault(kind, 0L));
    }
  }

  private void open(String direction, ToDoubleFunction<TransportStats> reading) {
    gauge(
        "vision.connections",
        "Connections whose handshake has come.",
        reading,
        "direction",
        direction);
  }

  private void unfinished(String direction, ToDoubleFunction<TransportStats> reading) {
    gauge(
        "vision.connections.unfinished",
        "Connections whose handshake has not come.",
        reading,
        "direction",
        direction);
  }

  private void gauge(
      String name, String description, ToDoubleFunction<TransportStats> reading, String... tags) {
    Gauge.builder(name, () -> reading.applyAsDouble(stats.get()))
        .description(description)
        .tags(tags)
        .register(registry);
  }

  private void counter(
      String name,
      String description,
      String key,
      String value,
      ToDoubleFunction<TransportStats> reading) {
    FunctionCounter.builder(name, stats, source -> reading.applyAsDouble(source.get()))
        .description(description)
        .tag(key, value)
        .register(registry);
  }
}
