package network.vision.gossip;

import java.util.List;
import network.vision.protocol.HandshakeVersion;
import network.vision.protocol.Message;
import network.vision.protocol.NodeId;
import org.jspecify.annotations.Nullable;

/**
 * Settles which of several sessions with one node stays, so that both ends choose the same and
 * nobody is locked out by his own ghost.
 *
 * <p>Opposite directions, both proven: the one dialled by the lower id. With a version 3 peer: the
 * one we dialled. Of two versions: the one of version 4, once proven, for only the peer itself
 * proves and it had taken us for an old one. Otherwise the older one is asked and stays if it
 * answers within 5 s. A session that can still prove its key is waited for first.
 *
 * <p>A third one may come meanwhile: a node that lost power dials us and we dial it, while its
 * ghost is still being asked. Each two of the three are settled as above, for the other end may
 * know those two only; the ghost is asked for both. A fourth is closed at once. Owner: the loop
 * thread. Source: {@code docs/PROTOCOL.md §3}.
 */
final class Rivals {

  private static final long WAIT_MILLIS = 5_000;
  private static final int MAX_SESSIONS = 3;

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

  /** A session began; there may be older ones with the same peer. */
  void began(Now now, Session newer) {
    if (others(newer).size() >= MAX_SESSIONS) {
      close(newer);
    } else {
      sessions
          .with(newer.peer)
          .filter(older -> older != newer)
          .ifPresent(older -> await(now, newer, older));
    }
  }

  /** A session's peer proved its key. */
  void proven(Now now, Session session) {
    settle(now, session);
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
    if (!sessions.hasRivals()) {
      return;
    }
    for (Session newer : sessions.all()) {
      Session older = sessions.with(newer.peer).orElse(newer);
      if (newer.rival == null && older != newer) {
        await(now, newer, older);
      }
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
    if (!sessions.hasRivals()) {
      return next;
    }
    for (Session session : sessions.all()) {
      next = Math.min(next, session.rivalDeadlineMillis);
    }
    return next;
  }

  /** Makes {@code newer} wait until it is settled whether {@code older} stays. */
  private void await(Now now, Session newer, Session older) {
    newer.rival = older;
    newer.rivalDeadlineMillis = now.millis() + WAIT_MILLIS;
    settle(now, newer);
  }

  private void settle(Now now, Session session) {
    List<Session> others = others(session);
    for (Session other : others) {
      @Nullable Session kept = session.isOver() || other.isOver() ? null : kept(other, session);
      if (kept != null) {
        close(kept == other ? session : other);
      }
    }
    askForIfDue(now, session);
    others.forEach(other -> askForIfDue(now, other));
  }

  /** Asks the one for which {@code newer} waits, unless it is settled or a proof may settle it. */
  private void askForIfDue(Now now, Session newer) {
    Session older = newer.rival;
    if (older != null
        && !newer.isRivalAsked
        && !newer.isOver()
        && !older.isOver()
        && !older.isProofOpen()
        && !newer.isProofOpen()) {
      ask(now, newer, older);
    }
  }

  private List<Session> others(Session session) {
    return sessions.all().stream()
        .filter(other -> other != session && other.peer.equals(session.peer))
        .toList();
  }

  /** Which one both ends keep; null: they cannot tell, or not yet. */
  private @Nullable Session kept(Session older, Session newer) {
    if (older.direction == newer.direction) {
      return null;
    }
    Session dialled = older.isOutbound() ? older : newer;
    if (older.version != newer.version) {
      Session newest = older.version == HandshakeVersion.V4 ? older : newer;
      return newest.isProven ? newest : newest.isProofOpen() ? null : dialled;
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
