package network.vision.node;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;

/** Waits for a condition in tests of what really runs. */
public final class Eventually {

  private static final Duration LONGEST = Duration.ofSeconds(30);
  private static final Duration LOOK_INTERVAL = Duration.ofMillis(20);

  /** Returns as soon as {@code condition} holds. */
  public static void holds(String what, Callable<Boolean> condition) throws Exception {
    long end = System.nanoTime() + LONGEST.toNanos();
    while (!condition.call()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("does not hold after " + LONGEST.toSeconds() + " s: " + what);
      }
      LockSupport.parkNanos(LOOK_INTERVAL.toNanos());
    }
  }

  private Eventually() {}
}
