package network.vision.upnp;

import java.time.Duration;
import java.util.random.RandomGenerator;
import network.vision.upnp.http.Deadline;
import org.jspecify.annotations.Nullable;

/**
 * How long a router keeps a mapping, and when to ask again: at a random moment between 1/2 and 5/8
 * of its life (RFC 6887 section 11.2.1), and not within the second.
 *
 * <p>Immutable.
 *
 * @param length zero: until it is removed
 * @param renewal when to ask again; null: never
 * @param end when the router drops it; null: never
 */
record Lease(Duration length, @Nullable Deadline renewal, @Nullable Deadline end) {

  private static final Duration LEAST_WAIT = Duration.ofSeconds(1);

  static Lease of(Duration length, RandomGenerator random) {
    if (length.isZero()) {
      return new Lease(length, null, null);
    }
    Duration wait = Duration.ofNanos((long) (length.toNanos() * random.nextDouble(0.5, 0.625)));
    Duration renewal = wait.compareTo(LEAST_WAIT) < 0 ? LEAST_WAIT : wait;
    return new Lease(length, Deadline.in(renewal), Deadline.in(length));
  }

  /** What a router granted in seconds, of which no more is counted on than was asked for. */
  static Lease granted(long seconds, MappingConfig config) {
    Duration length = Duration.ofSeconds(Math.min(seconds, config.lease().toSeconds()));
    return of(length, config.random());
  }

  boolean isDue() {
    return renewal != null && renewal.isOver();
  }
}
