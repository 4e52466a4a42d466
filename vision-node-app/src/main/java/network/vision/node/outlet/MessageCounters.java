package network.vision.node.outlet;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import network.vision.protocol.Message;
import network.vision.protocol.Refusal;

/**
 * Counts messages by type and direction. A name that no node of today knows is counted as {@code
 * unknown}, so that peers cannot invent series.
 *
 * <p>Any thread.
 */
public final class MessageCounters {

  private static final String UNKNOWN = "unknown";

  private final MeterRegistry registry;
  private final Map<String, Counter> in = new ConcurrentHashMap<>();
  private final Map<String, Counter> out = new ConcurrentHashMap<>();
  private final EnumTable<Refusal, Counter> refused;
  private final Counter skipped;
  private final LongAdder received = new LongAdder();
  private final LongAdder sent = new LongAdder();

  MessageCounters(MeterRegistry registry) {
    this.registry = registry;
    for (Class<?> type : Message.class.getPermittedSubclasses()) {
      String name = type.getSimpleName();
      if (type != Message.Unknown.class && type != Message.Uninterpreted.class) {
        in.put(name, counter(name, "inbound"));
        out.put(name, counter(name, "outbound"));
      }
    }
    in.put(UNKNOWN, counter(UNKNOWN, "inbound"));
    refused =
        EnumTable.of(
            Refusal.class,
            refusal ->
                Counter.builder("vision.messages.refused")
                    .description("Messages that were not as their name demands.")
                    .tag("reason", refusal.label())
                    .register(registry));
    skipped =
        Counter.builder("vision.messages.skipped")
            .description("Messages too large to be read.")
            .register(registry);
  }

  /** A message of a peer. */
  public void received(Message message) {
    received.increment();
    in.computeIfAbsent(type(message), name -> counter(name, "inbound")).increment();
  }

  /** A message to a peer. */
  public void sent(Message message) {
    sent.increment();
    out.computeIfAbsent(type(message), name -> counter(name, "outbound")).increment();
  }

  /** A message of a peer that was malformed. */
  public void refused(Refusal refusal) {
    refused.of(refusal).increment();
  }

  /** A message of a peer that was too large. */
  public void skipped() {
    skipped.increment();
  }

  long receivedTotal() {
    return received.sum();
  }

  long sentTotal() {
    return sent.sum();
  }

  /** The uninterpreted names are a closed set of the codec's; those of {@code Unknown} are not. */
  private static String type(Message message) {
    return switch (message) {
      case Message.Unknown _ -> UNKNOWN;
      case Message.Uninterpreted(String wireName) -> wireName;
      case Message other -> other.getClass().getSimpleName();
    };
  }

  private Counter counter(String type, String direction) {
    return Counter.builder("vision.messages")
        .description("Messages by type.")
        .tag("type", type)
        .tag("direction", direction)
        .register(registry);
  }
}
