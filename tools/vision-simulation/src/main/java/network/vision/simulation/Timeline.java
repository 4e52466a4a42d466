package network.vision.simulation;

import java.util.Comparator;
import java.util.PriorityQueue;

/**
 * Virtual time: what is due next happens next, and nothing else moves the clock.
 *
 * <p>Two things due at one moment happen in the order they were planned in, so a run has one order
 * only. One thread.
 */
final class Timeline {

  /** Most things planned at once; more is a run out of hand. */
  private static final int MAX_PLANNED = 20_000_000;

  private record Planned(long atMillis, long order, Runnable action) {}

  private final PriorityQueue<Planned> planned =
      new PriorityQueue<>(
          Comparator.comparingLong(Planned::atMillis).thenComparingLong(Planned::order));
  private long nowMillis;
  private long order;

  /** Since the start of the run. */
  long nowMillis() {
    return nowMillis;
  }

  /** Plans {@code action}; a moment that has passed already means now. */
  void at(long atMillis, Runnable action) {
    if (planned.size() >= MAX_PLANNED) {
      throw new IllegalStateException("more than " + MAX_PLANNED + " events are planned");
    }
    planned.add(new Planned(Math.max(atMillis, nowMillis), order++, action));
  }

  /** Plans {@code action} for {@code millis} from now. */
  void after(long millis, Runnable action) {
    at(nowMillis + millis, action);
  }

  /** Does what is due up to {@code untilMillis}, which then is now. */
  void runUntil(long untilMillis) {
    while (true) {
      Planned next = planned.peek();
      if (next == null || next.atMillis() > untilMillis) {
        nowMillis = Math.max(nowMillis, untilMillis);
        return;
      }
      planned.remove();
      nowMillis = next.atMillis();
      next.action().run();
    }
  }
}
