package network.vision.node.running;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import network.vision.gossip.Effect;
import network.vision.gossip.Notice;
import network.vision.node.outlet.EventOutlet;
import network.vision.node.outlet.NodeMetrics;
import network.vision.node.outlet.OperatorLog;
import network.vision.transport.Transport;

/**
 * What a node's loop has done for it: effects go to the adapters, each notice to the three outlets
 * and to the desk that waits for the end of a dial.
 *
 * <p>Owner: the loop thread.
 */
final class NodeDuties implements LoopDuties {

  /** The three outlets. */
  record Outlets(OperatorLog log, NodeMetrics metrics, EventOutlet events) {}

  private final EffectRouter effects;
  private final Transport transport;
  private final Outlets outlets;
  private final DialDesk dials;
  private final Crash crash;

  NodeDuties(
      EffectRouter effects, Transport transport, Outlets outlets, DialDesk dials, Crash crash) {
    this.effects = effects;
    this.transport = transport;
    this.outlets = outlets;
    this.dials = dials;
    this.crash = crash;
  }

  @Override
  public void perform(Effect effect) {
    effects.perform(effect);
  }

  @Override
  public void tell(Instant at, Notice notice) {
    outlets.log().tell(notice);
    outlets.metrics().count(notice);
    outlets.events().tell(at, notice);
    dials.tell(at, notice);
  }

  @Override
  public void resumeReading() {
    transport.resumeReading();
  }

  @Override
  public void measure(Duration delay, Duration took) {
    outlets.metrics().measureLoop(delay, took);
  }

  @Override
  public void died(Throwable mistake, List<PastEvent> lastEvents) {
    outlets.log().loopDied(mistake, lastEvents);
    crash.by(mistake, lastEvents);
  }
}
