package network.vision.node.running;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import network.vision.gossip.Effect;
import network.vision.gossip.Event;
import network.vision.gossip.Notice;

/** What the loop has done for it, on its own thread; nothing here may wait. */
interface LoopDuties {

  /** Hands an effect to the adapter it is for. */
  void perform(Effect effect);

  /** Tells a fact to whoever wants to know. */
  void tell(Instant at, Notice notice);

  /** Peers that were not read may be read again. */
  void resumeReading();

  /**
   * Tells how the loop does.
   *
   * @param delay from the moment something came, or was due, to the moment its turn came
   * @param took for its turn
   */
  void measure(Duration delay, Duration took);

  /**
   * The loop has ended by a mistake of ours, and will do nothing more.
   *
   * @param lastEvents the newest last
   */
  void died(Throwable mistake, List<PastEvent> lastEvents);

  /** An event that was handled, for whoever looks for a mistake. */
  record PastEvent(Instant at, Event event) {}
}
