package network.vision.gossip;

import java.util.ArrayList;
import java.util.List;
import network.vision.protocol.Message;

/** Gathers what one step comes to. Owner: the loop thread. */
final class Outbox {

  private List<Effect> effects = new ArrayList<>();
  private List<Notice> notices = new ArrayList<>();

  void add(Effect effect) {
    effects.add(effect);
  }

  void tell(Notice notice) {
    notices.add(notice);
  }

  void send(Session session, Message message) {
    effects.add(new Effect.Send(session.connection, message));
  }

  void close(ConnectionId connection, CloseCause cause) {
    effects.add(new Effect.Close(connection, cause, new Message.Disconnect(cause.label())));
  }

  Outcome take() {
    Outcome outcome = new Outcome(effects, notices);
    effects = new ArrayList<>();
    notices = new ArrayList<>();
    return outcome;
  }
}
