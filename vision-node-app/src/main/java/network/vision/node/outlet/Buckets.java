package network.vision.node.outlet;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.stream.LongStream;

/** The buckets of the histograms, by how long what they measure usually takes. */
enum Buckets {
  /** What a thread does by itself: 50 microseconds to 5 seconds. */
  COMPUTING,
  /** What a disk does: 1 millisecond to 10 seconds. */
  WRITING,
  /** What another node does: 1 millisecond to 20 seconds. */
  ANSWERING;

  /** A timer with these buckets. */
  Timer timer(MeterRegistry registry, String name, String description, String... tags) {
    return Timer.builder(name)
        .description(description)
        .tags(tags)
        .serviceLevelObjectives(
            upperMicros()
                .mapToObj(micros -> Duration.ofNanos(1_000 * micros))
                .toArray(Duration[]::new))
        .register(registry);
  }

  private LongStream upperMicros() {
    return switch (this) {
      case COMPUTING ->
          LongStream.of(
              50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 25_000, 50_000, 100_000, 250_000,
              1_000_000, 5_000_000);
      case WRITING ->
          LongStream.of(
              1_000, 2_500, 5_000, 10_000, 25_000, 50_000, 100_000, 250_000, 1_000_000, 10_000_000);
      case ANSWERING ->
          LongStream.of(
              1_000,
              5_000,
              10_000,
              25_000,
              50_000,
              100_000,
              250_000,
              500_000,
              1_000_000,
              2_500_000,
              5_000_000,
              12_000_000,
              20_000_000);
    };
  }
}
