package network.vision.node.outlet;

import java.time.Duration;

/**
 * Lets so many lines of one kind through in a minute, and counts the others for one line that sums
 * up. What a stranger can cause must not fill a disk.
 *
 * <p>Any thread.
 */
final class LineLimit {

  static final int LINES_PER_MINUTE = 60;

  private static final long WINDOW_NANOS = Duration.ofMinutes(1).toNanos();

  private boolean hasBegun;
  private long windowStart;
  private int lines;
  private int withheld;

  /** Whether one more line may be written. */
  synchronized boolean allows(long nowNanos) {
    if (!hasBegun || (nowNanos - windowStart >= WINDOW_NANOS && withheld == 0)) {
      hasBegun = true;
      windowStart = nowNanos;
      lines = 0;
    }
    if (lines < LINES_PER_MINUTE) {
      lines++;
      return true;
    }
    withheld++;
    return false;
  }

  /** How many lines were withheld in a minute that is over, once; else 0. */
  synchronized int takeWithheld(long nowNanos) {
    if (withheld == 0 || nowNanos - windowStart < WINDOW_NANOS) {
      return 0;
    }
    int sum = withheld;
    withheld = 0;
    windowStart = nowNanos;
    lines = 0;
    return sum;
  }
}
