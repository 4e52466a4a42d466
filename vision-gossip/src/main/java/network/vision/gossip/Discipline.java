package network.vision.gossip;

import java.time.Instant;
import network.vision.protocol.PeerAddress;
import org.jspecify.annotations.Nullable;

/**
 * Does what {@link Standing} and the operator come to: blames, bans, closes the sessions that a ban
 * concerns, and ends bans.
 *
 * <p>Owner: the loop thread.
 */
final class Discipline {

  private final Core core;
  private final Bans bans;

  Discipline(Core core) {
    this.core = core;
    this.bans = core.standing().bans();
  }

  /** The peer of {@code session} did what it should not; a ban for that ends the session. */
  void blame(Now now, Session session, Misdeed misdeed) {
    core.out().tell(new Notice.Misbehaved(session.connection, session.remote.ip(), misdeed));
    if (core.standing().blame(now, session, misdeed)) {
      core.out().close(session, CloseCause.BANNED);
    }
    core.book().peer(session.peer).ifPresent(core.book()::touch);
  }

  /** The operator bans, and every session that this concerns ends. */
  void ban(Now now, Event.BanWanted wanted) {
    Instant until = now.wall().plus(wanted.duration());
    if (bans.put(now, new Ban(wanted.target(), now.wall(), until, true, wanted.reason()))) {
      core.sessions().all().stream()
          .filter(session -> isConcerned(session, wanted.target()))
          .forEach(session -> core.out().close(session, CloseCause.BANNED));
      touch(wanted.target());
    }
  }

  void unban(BanTarget target) {
    if (bans.end(target)) {
      touch(target);
    }
  }

  void timePassed(Now now) {
    bans.timePassed(now);
  }

  private void touch(BanTarget target) {
    if (target instanceof BanTarget.Node(var id)) {
      core.book().peer(id).ifPresent(core.book()::touch);
    }
  }

  private static boolean isConcerned(Session session, BanTarget target) {
    return switch (target) {
      case BanTarget.Node(var id) -> id.equals(session.peer);
      case BanTarget.Address(var address) -> address.equals(placeOf(session));
      case BanTarget.Range(var range) -> range.contains(session.remote.ip());
    };
  }

  /** Where we dialled it, or where it says to be. */
  private static @Nullable PeerAddress placeOf(Session session) {
    return session.isOutbound() ? session.remote : session.saidAddress();
  }
}
