package network.vision.gossip;

import java.util.ArrayList;
import java.util.List;
import network.vision.protocol.GossipPeer;
import network.vision.protocol.HandshakeVersion;
import network.vision.protocol.Message;
import network.vision.protocol.PeerAddress;
import org.jspecify.annotations.Nullable;

/**
 * Tells connected peers about others: on a new session, on request, now and then, and at once when
 * an address changes.
 *
 * <p>At most 50 entries a message. A new session is told after 1, 2, 4 … seconds until the interval
 * is the configured one. A fresh word of a peer about itself is passed on to {@value #FRESH_FANOUT}
 * others, never back to who told it nor to the peer itself; a changed address to everybody, as soon
 * as this step ends. In a network where all do so a word reaches four of five nodes, which is why
 * each is said several times ({@link Reachability}). Owner: the loop thread. Source: for the share,
 * Kermack and McKendrick's final size with two contacts each, s = exp(-2 (1 - s)).
 */
final class Exchange {

  private static final int FRESH_FANOUT = 2;
  private static final long FIRST_INTERVAL_MILLIS = 1_000;
  private static final int SMALL_BOOK = 1_000;
  private static final int ASKED_ENTRIES = 1_000;

  private final Core core;
  private final Selection selection;
  private final long intervalMillis;
  private final List<BookPeer> fresh = new ArrayList<>();
  private final List<BookPeer> changed = new ArrayList<>();
  private @Nullable Session freshFrom;
  private boolean isOwnWordDue;

  Exchange(Core core, Reachability reachability) {
    this.core = core;
    this.selection = new Selection(core, reachability);
    this.intervalMillis = core.config().gossipInterval().toMillis();
  }

  /** A session began. */
  void began(Now now, Session session) {
    session.gossipIntervalMillis = FIRST_INTERVAL_MILLIS;
    gossip(now, session);
    boolean isAsking =
        core.book().size() < SMALL_BOOK || core.sessions().outbound() < core.config().outbound();
    if (session.isOutbound() && isAsking) {
      session.entries.allow(ASKED_ENTRIES);
      core.out().send(session, new Message.GetPeers());
    }
  }

  void peersAsked(Now now, Session session) {
    core.out().send(session, new Message.PeerList(selection.addresses(now, session)));
  }

  void exchangeAsked(Now now, Session session) {
    core.out().send(session, new Message.PeerExchangeResponse(selection.exchanged(now, session)));
  }

  /** {@code speaker} brought a fresh word of a peer about itself; it goes to a few others. */
  void passOn(BookPeer peer, Session speaker) {
    fresh.add(peer);
    freshFrom = speaker;
  }

  /** A peer's address has changed; everybody connected is told. */
  void push(BookPeer peer) {
    changed.add(peer);
  }

  /** What we advertise has changed; everybody connected is told. */
  void pushOwnWord() {
    isOwnWordDue = true;
  }

  /** Sends what came together in this step, and what it is time for. */
  void timePassed(Now now) {
    if (isOwnWordDue || !changed.isEmpty()) {
      core.sessions().all().forEach(session -> tell(now, session, changed, isOwnWordDue));
    }
    if (!fresh.isEmpty()) {
      passOnFresh(now);
    }
    isOwnWordDue = false;
    changed.clear();
    fresh.clear();
    for (Session session : core.sessions().all()) {
      if (now.millis() >= session.gossipAtMillis) {
        gossip(now, session);
      }
    }
  }

  long nextDeadlineMillis() {
    long next = Session.NEVER;
    for (Session session : core.sessions().all()) {
      next = Math.min(next, session.gossipAtMillis);
    }
    return next;
  }

  private void passOnFresh(Now now) {
    List<Session> others = new ArrayList<>(core.sessions().all());
    others.removeIf(session -> session == freshFrom || isAllAbout(session));
    for (int i = 0; i < FRESH_FANOUT && !others.isEmpty(); i++) {
      tell(now, others.remove(core.random().nextInt(others.size())), fresh, false);
    }
    freshFrom = null;
  }

  private boolean isAllAbout(Session session) {
    return fresh.stream().allMatch(peer -> session.peer.equals(peer.nodeId));
  }

  private void gossip(Now now, Session session) {
    send(now, session, selection.peers(now, session));
    session.gossipAtMillis = now.millis() + core.jittered(session.gossipIntervalMillis);
    session.gossipIntervalMillis = Math.min(intervalMillis, 2 * session.gossipIntervalMillis);
  }

  private void tell(Now now, Session session, List<BookPeer> peers, boolean isOwnWordTold) {
    send(now, session, selection.about(now, session, peers, isOwnWordTold));
  }

  private void send(Now now, Session session, List<GossipPeer> peers) {
    if (!peers.isEmpty()) {
      core.out()
          .send(
              session,
              new Message.PeerGossip(core.local().tag(), peers, now.wall().getEpochSecond()));
    }
  }

  /** Whether {@code session} understands {@code address}: deployed nodes know IPv4 only. */
  static boolean isUnderstood(Session session, PeerAddress address) {
    return session.version == HandshakeVersion.V4 || address.ip().isIpv4();
  }
}
