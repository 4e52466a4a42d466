package network.vision.gossip;

import java.util.ArrayList;
import java.util.List;
import network.vision.protocol.PeerRecord;
import org.jspecify.annotations.Nullable;

/**
 * What a handshake says of its peer, taken into the book: who it is, where it was reached, and its
 * own word of where to dial it. Until it is known what the book holds it waits, and is then judged
 * again by what is known.
 *
 * <p>Owner: the loop thread.
 */
final class Meetings {

  private record Meeting(Session session, Dials.@Nullable Attempt attempt) {}

  private final Core core;
  private final AwaitedBook awaited;
  private final Claims claims;
  private final Dialer dialer;
  private final Exchange exchange;
  private final Hearsay hearsay;
  private final Discipline discipline;
  private final List<Meeting> waiting = new ArrayList<>();

  Meetings(
      Core core,
      AwaitedBook awaited,
      Claims claims,
      Dialer dialer,
      Exchange exchange,
      Hearsay hearsay,
      Discipline discipline) {
    this.core = core;
    this.awaited = awaited;
    this.claims = claims;
    this.dialer = dialer;
    this.exchange = exchange;
    this.hearsay = hearsay;
    this.discipline = discipline;
  }

  /** Takes in what a handshake says of its peer, whether or not a session comes of it. */
  void meet(Now now, Session session, Dials.@Nullable Attempt attempt) {
    if (attempt != null) {
      dialer.answered(now, attempt);
    }
    if (awaited.isAwaited()) {
      waiting.add(new Meeting(session, attempt));
    } else {
      enter(now, session, attempt);
    }
  }

  /** It is known what the book holds: who was met before that may stay, or has to go. */
  void bookLoaded(Now now, Admission admission) {
    List<Meeting> met = List.copyOf(waiting);
    waiting.clear();
    for (Meeting meeting : met) {
      Session session = meeting.session();
      CloseCause objection = admission.judgedAgain(now, session, meeting.attempt());
      if (objection == null) {
        enter(now, session, meeting.attempt());
        exchange.timePassed(now);
        continue;
      }
      if (meeting.attempt() != null) {
        dialer.belied(now, meeting.attempt(), session, objection);
      }
      if (core.sessions().of(session.connection) == session) {
        core.out().close(session, objection);
      }
    }
  }

  /** A session is gone, and with it what waits. */
  void ended(Session session) {
    waiting.removeIf(meeting -> meeting.session() == session);
  }

  private void enter(Now now, Session session, Dials.@Nullable Attempt attempt) {
    boolean isFirstMeeting = core.book().peer(session.peer).isEmpty();
    boolean isFirstReached = attempt != null && dialer.reached(now, attempt, session);
    describe(now, session);
    BookPeer peer = core.book().named(session.peer);
    boolean isFresh = hearOwnWord(now, session, peer);
    if (isFresh || isFirstMeeting || (isFirstReached && peer.record == null)) {
      exchange.passOn(peer, session);
    }
    if (isFirstMeeting) {
      discovered(session, peer);
    }
    hearsay.addresses(now, session, session.handshake.reach().seedPeers());
  }

  /** The peer of {@code session} has just proved its key: what it said holds. */
  void proven(Now now, Session session) {
    if (awaited.isAwaited()) {
      return;
    }
    describe(now, session);
    hearOwnWord(now, session, core.book().named(session.peer));
  }

  private void discovered(Session session, BookPeer peer) {
    peer.best()
        .ifPresent(entry ->
            core.out()
                .tell(
                    new Notice.PeerDiscovered(
                        session.peer, peer.tag(), entry.address, entry.provenance)));
  }

  private void describe(Now now, Session session) {
    BookPeer peer = core.book().named(session.peer);
    claims.handshake(now, session);
    if (peer.provenKey == null || session.isProven) {
      peer.describe(now, session);
      core.book().touch(peer);
    }
  }

  /**
   * Looks at what the peer says of its address and has it dialled if need be; whether its word is
   * fresh.
   */
  private boolean hearOwnWord(Now now, Session session, BookPeer peer) {
    PeerRecord record = session.handshake.extensions().record();
    boolean isOwn = record != null && record.nodeId().equals(session.peer);
    Claims.Verdict verdict =
        record != null && isOwn
            ? claims.record(now, record, session.remote.ip())
            : Claims.Verdict.KNOWN;
    if (verdict == Claims.Verdict.FORGED) {
      discipline.blame(now, session, Misdeed.BAD_RECORD);
    }
    if (session.isProven || session.isOutbound()) {
      claims.settle(now, peer);
    }
    peer.addresses.stream()
        .filter(a -> !a.isReached() && a.address.ip().equals(session.remote.ip()))
        .forEach(a -> dialer.claimed(now, a.address));
    if (verdict == Claims.Verdict.CHANGED && peer.provenKey != null) {
      peer.unprovenClaim().ifPresent(a -> dialer.claimed(now, a.address));
    }
    return verdict == Claims.Verdict.CHANGED || verdict == Claims.Verdict.REFRESHED;
  }
}
