package network.vision.api;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * What went on in the last minutes: the node's counters, sampled every ten seconds.
 *
 * <p>Holds ten minutes. Any thread.
 */
final class TrafficHistory {

  static final Duration INTERVAL = Duration.ofSeconds(10);
  private static final int MAX_SAMPLES = 61;

  private record Sample(long nanos, Traffic traffic) {}

  private final ArrayDeque<Sample> samples = new ArrayDeque<>();

  synchronized void add(Traffic traffic, long nanos) {
    if (samples.size() == MAX_SAMPLES) {
      samples.removeFirst();
    }
    samples.addLast(new Sample(nanos, traffic));
  }

  synchronized Rates rates() {
    return new Rates(
        INTERVAL.toSeconds(),
        List.of(
            series("bytes_in", Traffic::bytesIn),
            series("bytes_out", Traffic::bytesOut),
            series("messages_in", Traffic::messagesIn),
            series("messages_out", Traffic::messagesOut),
            series("dials", Traffic::dials),
            series("handshakes", Traffic::handshakes),
            series("discovered", Traffic::discovered)));
  }

  private Rates.Series series(String name, ToLongFunction<Traffic> counter) {
    List<Double> perSecond = new ArrayList<>();
    Sample before = null;
    for (Sample sample : samples) {
      if (before != null) {
        double seconds = Math.max(1, sample.nanos() - before.nanos()) / 1e9;
        long grown = counter.applyAsLong(sample.traffic()) - counter.applyAsLong(before.traffic());
        perSecond.add(Math.max(0, grown) / seconds);
      }
      before = sample;
    }
    return new Rates.Series(name, perSecond);
  }
}
