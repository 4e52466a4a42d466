package network.vision.transport;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;
import network.vision.transport.TransportStats.Open;

/** What the transport counts. Safe for all threads. */
final class Counters {

  private final LongAdder bytesIn = new LongAdder();
  private final LongAdder bytesOut = new LongAdder();
  private final Map<CloseReason, LongAdder> closes = adders(CloseReason.class);
  private final Map<InboundRefusal.Kind, LongAdder> refusals = adders(InboundRefusal.Kind.class);
  private final Map<DialFailure.Kind, LongAdder> dialFailures = adders(DialFailure.Kind.class);

  final AtomicInteger inbound = new AtomicInteger();
  final AtomicInteger outbound = new AtomicInteger();
  final AtomicInteger unfinishedInbound = new AtomicInteger();
  final AtomicInteger dialling = new AtomicInteger();
  final AtomicInteger relayed = new AtomicInteger();

  void countIn(int bytes) {
    bytesIn.add(bytes);
  }

  void countOut(int bytes) {
    bytesOut.add(bytes);
  }

  void count(CloseReason reason) {
    add(closes, reason);
  }

  void count(InboundRefusal.Kind kind) {
    add(refusals, kind);
  }

  void count(DialFailure.Kind kind) {
    add(dialFailures, kind);
  }

  /** The established connections of one direction. */
  AtomicInteger established(Direction direction) {
    return switch (direction) {
      case INBOUND -> inbound;
      case OUTBOUND -> outbound;
    };
  }

  TransportStats stats() {
    return new TransportStats(
        bytesIn.sum(),
        bytesOut.sum(),
        new Open(
            inbound.get(), outbound.get(), unfinishedInbound.get(), dialling.get(), relayed.get()),
        sums(closes),
        sums(refusals),
        sums(dialFailures));
  }

  private static <K extends Enum<K>> Map<K, LongAdder> adders(Class<K> keys) {
    Map<K, LongAdder> adders = new EnumMap<>(keys);
    for (K key : keys.getEnumConstants()) {
      adders.put(key, new LongAdder());
    }
    return adders;
  }

  private static <K> void add(Map<K, LongAdder> adders, K key) {
    LongAdder adder = adders.get(key);
    if (adder != null) {
      adder.increment();
    }
  }

  private static <K> Map<K, Long> sums(Map<K, LongAdder> adders) {
    return adders.entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().sum()));
  }
}
