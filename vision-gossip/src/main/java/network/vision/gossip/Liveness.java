package network.vision.gossip;

import java.time.Duration;
import network.vision.protocol.Message;

/**
 * Whether those who are connected still live: a ping now and then, and the end of a session that
 * does not answer.
 *
 * <p>Owner: the loop thread.
 */
final class Liveness {

  private final Core core;
  private final Sessions sessions;
  private final Outbox out;
  private final long intervalMillis;
  private final long timeoutMillis;

  Liveness(Core core) {
    this.core = core;
    this.sessions = core.sessions();
    this.out = core.out();
    this.intervalMillis = core.config().pingInterval().toMillis();
    this.timeoutMillis = core.config().pingTimeout().toMillis();
  }

  /** A session began: it is asked at once, to learn its round trip. */
  void began(Now now, Session session) {
    session.pingAtMillis = now.millis();
  }

  /** Returns whether it answers a ping of ours. */
  boolean pongArrived(Now now, Session session) {
    if (!session.isPingOpen) {
      return false;
    }
    session.isPingOpen = false;
    session.roundTripMillis = now.millis() - session.pingSentMillis;
    session.pingAtMillis = now.millis() + core.jittered(intervalMillis);
    out.tell(
        new Notice.RoundTripMeasured(
            session.connection, Duration.ofMillis(session.roundTripMillis)));
    return true;
  }

  /** Asks whom it is time to ask, and closes who did not answer or did not prove itself in time. */
  void timePassed(Now now) {
    for (Session session : sessions.all()) {
      if (now.millis() >= session.proofDeadlineMillis) {
        session.proofDeadlineMillis = Session.NEVER;
        out.close(session, CloseCause.UNPROVEN);
      } else if (now.millis() >= deadline(session)) {
        if (session.isPingOpen) {
          session.pingSentMillis = now.millis();
          out.close(session, CloseCause.SILENT);
        } else {
          session.isPingOpen = true;
          session.pingSentMillis = now.millis();
          out.send(session, new Message.Ping(now.wall().getEpochSecond()));
        }
      }
    }
  }

  long nextDeadlineMillis() {
    long next = Session.NEVER;
    for (Session session : sessions.all()) {
      next = Math.min(next, Math.min(deadline(session), session.proofDeadlineMillis));
    }
    return next;
  }

  private long deadline(Session session) {
    return session.isPingOpen ? session.pingSentMillis + timeoutMillis : session.pingAtMillis;
  }
}
