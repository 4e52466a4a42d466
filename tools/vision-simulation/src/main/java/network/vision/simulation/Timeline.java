package network.vision.simulation;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.TreeMap;

/**
 * Virtual time: what is due next happens next, and nothing else moves the clock.
 *
 * <p>Two things due at one moment happen in the order they were planned in, so a run has one order
 * only. Most of what is planned is due within the same few milliseconds, so each moment has a queue
 * of its own. One thread.
 */
final class Timeline {

  /** Most things planned at once; more is a run out of hand. */
  private static final int MAX_PLANNED = 20_000_000;

  private final TreeMap<Long, Queue<Runnable>> byMoment = new TreeMap<>();
  private long nowMillis;
  private int planned;

  /** Since the start of the run. */
  long nowMillis() {
    return nowMillis;
  }

  /** Plans {@code action}; a moment that has passed already means now. */
  void at(long atMillis, Runnable action) {
    if (planned >= MAX_PLANNED) {
      throw new IllegalStateException("more than " + MAX_PLANNED + " events are planned");
    }
    planned++;
    byMoment.computeIfAbsent(Math.max(atMillis, nowMillis), _ -> new ArrayDeque<>()).add(action);
  }

  /** Plans {@code action} for {@code millis} from now. */
  void after(long millis, Runnable action) {
    at(nowMillis + millis, action);
  }

  /** Does what is due up to {@code untilMillis}, which then is now. */
  void runUntil(long untilMillis) {
    while (!byMoment.isEmpty() && byMoment.firstKey() <= untilMillis) {
      nowMillis = byMoment.firstKey();
      runAll(byMoment.firstEntry().getValue());
      byMoment.remove(nowMillis);
    }
    nowMillis = Math.max(nowMillis, untilMillis);
  }

  /** Does what is due at one moment, and what that plans for the same moment. */
  private void runAll(Queue<Runnable> due) {
    for (Runnable next = due.poll(); next != null; next = due.poll()) {
      planned--;
      next.run();
    }
  }
}
