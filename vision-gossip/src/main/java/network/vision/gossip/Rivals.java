package network.vision.gossip;

import network.vision.protocol.HandshakeVersion;
import network.vision.protocol.Message;
import network.vision.protocol.NodeId;
import org.jspecify.annotations.Nullable;

/**
 * Settles which of two sessions with one node stays, so that both ends choose the same and nobody
 * is locked out by his own ghost.
 *
 * <p>Opposite directions, both proven: the one dialled by the lower id. With a version 3 peer: the
 * one we dialled. Of two versions: the one of version 4, once proven, for only the peer itself
 * proves and it had taken us for an old one. Otherwise the older one is asked and stays if it
 * answers within 5 s. A session that can still prove its key is waited for first. Owner: the loop
 * thread. Source: {@code docs/PROTOCOL.md §3}.
 */
final class Rivals {

  private static final long WAIT_MILLIS = 5_000;

  private final NodeId own;
  private final Sessions sessions;
  private final Conflicts conflicts;
  private final Outbox out;

  Rivals(Core core) {
    this.own = core.local().identity().nodeId();
    this.sessions = core.sessions();
    this.conflicts = core.conflicts();
    this.out = core.out();
  }

  /** A session began; there may be an older one with the same peer. */
  void began(Now now, Session newer) {
    Session older = sessions.with(newer.peer).orElse(newer);
    if (older == newer) {
      return;
    }
    if (sessions.all().stream().anyMatch(other -> other.rival == older && other != newer)) {
      out.close(newer, CloseCause.DUPLICATE);
      return;
    }
    newer.rival = older;
    newer.rivalDeadlineMillis = now.millis() + WAIT_MILLIS;
    settleOrAsk(now, newer);
  }

  /** A session's peer proved its key. */
  void proven(Now now, Session session) {
    for (Session newer : sessions.all()) {
      if (newer.rival != null && (newer == session || newer.rival == session)) {
        settleOrAsk(now, newer);
      }
    }
  }

  /** A session answered a ping. */
  void answered(Now now, Session older) {
    for (Session newer : sessions.all()) {
      if (newer.rival == older && newer.isRivalAsked) {
        conflicts.twice(now, older, newer);
        close(newer);
      }
    }
  }

  /** Asks the older ones where no proof came, and closes those that did not answer. */
  void timePassed(Now now) {
    for (Session newer : sessions.all()) {
      if (newer.rival != null && now.millis() >= newer.rivalDeadlineMillis) {
        if (newer.isRivalAsked) {
          newer.rivalDeadlineMillis = Session.NEVER;
          close(newer.rival);
        } else {
          ask(now, newer, newer.rival);
        }
      }
    }
  }

  long nextDeadlineMillis() {
    long next = Session.NEVER;
    for (Session session : sessions.all()) {
      next = Math.min(next, session.rivalDeadlineMillis);
    }
    return next;
  }

  private void settleOrAsk(Now now, Session newer) {
    Session older = newer.rival;
    if (older == null || newer.isRivalAsked) {
      return;
    }
    @Nullable Session kept = kept(older, newer);
    if (kept != null) {
      close(kept == older ? newer : older);
    } else if (!isProofOpen(older) && !isProofOpen(newer)) {
      ask(now, newer, older);
    }
  }

  private @Nullable Session kept(Session older, Session newer) {
    if (older.direction == newer.direction) {
      return null;
    }
    Session dialled = older.isOutbound() ? older : newer;
    if (older.version != newer.version) {
      Session newest = older.version == HandshakeVersion.V4 ? older : newer;
      return newest.isProven ? newest : isProofOpen(newest) ? null : dialled;
    }
    if (older.version == HandshakeVersion.V3) {
      return dialled;
    }
    if (!older.isProven || !newer.isProven) {
      return null;
    }
    Session accepted = dialled == older ? newer : older;
    return own.compareTo(newer.peer) < 0 ? dialled : accepted;
  }

  private static boolean isProofOpen(Session session) {
    return session.challenge != null && !session.isProven && !session.isOutbound();
  }

  private void ask(Now now, Session newer, Session older) {
    newer.isRivalAsked = true;
    newer.rivalDeadlineMillis = now.millis() + WAIT_MILLIS;
    older.isPingOpen = true;
    older.pingSentMillis = now.millis();
    out.send(older, new Message.Ping(now.wall().getEpochSecond()));
  }

  private void close(Session session) {
    out.close(session, CloseCause.DUPLICATE);
  }
}
