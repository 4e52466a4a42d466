package network.vision.node.running;

import java.util.ArrayDeque;
import java.util.List;
import network.vision.node.running.LoopDuties.PastEvent;

/**
 * The last {@value #KEPT} events of a loop, for whoever looks for the reason of its end.
 *
 * <p>Any thread; the loop waits for a reader no longer than a copy of them takes.
 */
final class LastEvents {

  static final int KEPT = 32;

  private final ArrayDeque<PastEvent> events = new ArrayDeque<>(KEPT);

  synchronized void add(PastEvent event) {
    if (events.size() == KEPT) {
      events.removeFirst();
    }
    events.addLast(event);
  }

  /** The newest last. */
  synchronized List<PastEvent> list() {
    return List.copyOf(events);
  }
}
