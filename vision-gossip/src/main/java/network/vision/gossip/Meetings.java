package network.vision.gossip;

import network.vision.protocol.PeerRecord;
import org.jspecify.annotations.Nullable;

/**
 * What a handshake says of its peer, taken into the book: who it is, where it was reached, and its
 * own word of where to dial it.
 *
 * <p>Owner: the loop thread.
 */
final class Meetings {

  private final Core core;
  private final Claims claims;
  private final Dialer dialer;
  private final Exchange exchange;
  private final Hearsay hearsay;
  private final Discipline discipline;

  Meetings(
      Core core,
      Claims claims,
      Dialer dialer,
      Exchange exchange,
      Hearsay hearsay,
      Discipline discipline) {
    this.core = core;
    this.claims = claims;
    this.dialer = dialer;
    this.exchange = exchange;
    this.hearsay = hearsay;
    this.discipline = discipline;
  }

  /** Takes in what a handshake says of its peer, whether or not a session comes of it. */
  void meet(Now now, Session session, Dials.@Nullable Attempt attempt) {
    boolean isFirstMeeting = core.book().peer(session.peer).isEmpty();
    boolean isFirstReached = attempt != null && dialer.succeeded(now, attempt, session);
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
    claims.settle(now, peer);
    peer.addresses.stream()
        .filter(a -> !a.isReached() && a.address.ip().equals(session.remote.ip()))
        .forEach(a -> dialer.claimed(now, a.address));
    if (verdict == Claims.Verdict.CHANGED && peer.provenKey != null) {
      peer.unprovenClaim().ifPresent(a -> dialer.claimed(now, a.address));
    }
    return verdict == Claims.Verdict.CHANGED || verdict == Claims.Verdict.REFRESHED;
  }
}
