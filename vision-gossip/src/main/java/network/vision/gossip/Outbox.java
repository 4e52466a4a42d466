package network.vision.gossip;

import java.util.ArrayList;
import java.util.List;
import network.vision.protocol.Message;

/** Gathers what one step comes to. Owner: the loop thread. */
final class Outbox {

  private List<Effect> effects = new ArrayList<>();
  private List<Notice> notices = new ArrayList<>();
  private List<Session> closed = new ArrayList<>();

  void add(Effect effect) {
    effects.add(effect);
  }

  void tell(Notice notice) {
    notices.add(notice);
  }

  /** Says something on a session, unless it is over. */
  void send(Session session, Message message) {
    if (!session.isOver()) {
      effects.add(new Effect.Send(session.connection, message));
    }
  }

  /** Closes a session; it is over at once, whatever still comes in on its connection. */
  void close(Session session, CloseCause cause) {
    if (!session.isOver()) {
      session.closeCause = cause;
      close(session.connection, cause);
      closed.add(session);
    }
  }

  /** The sessions closed since this was last asked. */
  List<Session> takeClosed() {
    List<Session> taken = closed;
    closed = new ArrayList<>();
    return taken;
  }

  /** Closes a connection that is no session. */
  void close(ConnectionId connection, CloseCause cause) {
    Message.Disconnect farewell =
        cause == CloseCause.FAREWELL ? null : new Message.Disconnect(cause.label());
    effects.add(new Effect.Close(connection, cause, farewell));
  }

  Outcome take() {
    Outcome outcome = new Outcome(effects, notices);
    effects = new ArrayList<>();
    notices = new ArrayList<>();
    return outcome;
  }
}
