package network.vision.node.running;

import network.vision.gossip.Event;
import network.vision.gossip.Gossip;
import network.vision.gossip.GossipSummary;
import network.vision.gossip.GossipView;
import network.vision.gossip.Now;
import network.vision.gossip.Outcome;
import network.vision.transcript.Recorder;

/** What the loop drives. */
interface Core {

  /** What an event comes to. */
  Outcome step(Now now, Event event);

  /** When to step although nothing has happened, on the scale of {@link Now#millis}. */
  long nextDeadlineMillis();

  /** Everything there is to see. */
  GossipView view(Now now);

  /** The same in short. */
  GossipSummary summary(Now now);

  /** The real one, with a transcript. */
  static Core of(Recorder recorder) {
    return new Core() {
      @Override
      public Outcome step(Now now, Event event) {
        return recorder.step(now, event);
      }

      @Override
      public long nextDeadlineMillis() {
        return recorder.gossip().nextDeadlineMillis();
      }

      @Override
      public GossipView view(Now now) {
        return recorder.gossip().view(now);
      }

      @Override
      public GossipSummary summary(Now now) {
        return recorder.gossip().summary(now);
      }
    };
  }

  /** The real one. */
  static Core of(Gossip gossip) {
    return new Core() {
      @Override
      public Outcome step(Now now, Event event) {
        return gossip.step(now, event);
      }

      @Override
      public long nextDeadlineMillis() {
        return gossip.nextDeadlineMillis();
      }

      @Override
      public GossipView view(Now now) {
        return gossip.view(now);
      }

      @Override
      public GossipSummary summary(Now now) {
        return gossip.summary(now);
      }
    };
  }
}
