package network.vision.upnp.http;

import java.time.Duration;

/**
 * The moment until which to wait, on the monotonic clock.
 *
 * <p>Immutable.
 *
 * @param nanoTime the moment as {@link System#nanoTime} will show it
 */
public record Deadline(long nanoTime) {

  /** The moment {@code wait} from now. */
  public static Deadline in(Duration wait) {
    return new Deadline(System.nanoTime() + wait.toNanos());
  }

  /** What is left, in nanoseconds; negative when over. */
  public long nanosLeft() {
    return nanoTime - System.nanoTime();
  }

  /** What is left, rounded up to whole milliseconds, at least 1: a socket takes 0 for ever. */
  public int millisLeft() {
    return Math.clamp((nanosLeft() + 999_999) / 1_000_000, 1, Integer.MAX_VALUE);
  }

  /** Whether the moment has come. */
  public boolean isOver() {
    return nanosLeft() <= 0;
  }

  /** The earlier of this and the moment {@code wait} from now. */
  public Deadline atMost(Duration wait) {
    return earlier(in(wait));
  }

  /** The earlier of the two. */
  public Deadline earlier(Deadline other) {
    return other.nanoTime - nanoTime < 0 ? other : this;
  }
}
