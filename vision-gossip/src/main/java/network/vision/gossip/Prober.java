package network.vision.gossip;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import network.vision.protocol.DialBackOutcome;
import network.vision.protocol.Feature;
import network.vision.protocol.Handshake;
import network.vision.protocol.HandshakeVersion;
import network.vision.protocol.Message;
import network.vision.protocol.NodeId;
import network.vision.protocol.PeerAddress;
import network.vision.protocol.Proof;
import org.jspecify.annotations.Nullable;

/**
 * Dials those back who ask for it, and tells them what came of it.
 *
 * <p>Nobody can make us knock at somebody else's door: a request has no place for an IP, so only
 * the one is dialled that the request came from, over a connection that already stood. Ports are
 * those that {@link VictimGuard} allows; each IP and port once an hour, each network group {@value
 * #GROUP_BURST} times and then once in {@value #GROUP_SECONDS} s, all together {@value #ALL_BURST}
 * times and then once in {@value #ALL_SECONDS} s. What an attacker can still do: have every node
 * that it is connected to open one connection an hour to each of four ports of its own IP, which it
 * may share with others.
 *
 * <p>An address that was reached so is as good in the book as any that we dialled. Owner: the loop
 * thread. Source: {@code docs/PROTOCOL.md §7}.
 */
final class Prober {

  private static final int GROUP_BURST = 8;
  private static final int GROUP_SECONDS = 450;
  private static final int ALL_BURST = 32;
  private static final int ALL_SECONDS = 5;
  private static final int MAX_WAITING = 32;
  private static final int MAX_REMEMBERED = 4_096;
  private static final long HOUR_MILLIS = 3_600_000;
  private static final long LOST_MILLIS = 60_000;
  private static final long CHECK_MILLIS = 1_000;

  /** A request that was taken. */
  private record Request(
      ConnectionId asker, NodeId peer, PeerAddress address, long nonce, long takenMillis) {}

  /** A dial under way for a request. */
  private record Probe(Request request, Dials.Attempt attempt) {}

  private final Core core;
  private final Introduction introduction;
  private final Admission admission;
  private final VictimGuard guard = new VictimGuard();
  private final TokenBucket all = new TokenBucket(1.0 / ALL_SECONDS, ALL_BURST);
  private final Map<Long, TokenBucket> groups = Bounded.map(MAX_REMEMBERED);
  private final Map<PeerAddress, Long> lastMillis = Bounded.map(MAX_REMEMBERED);
  private final Deque<Request> waiting = new ArrayDeque<>();
  private final Map<ConnectionId, Probe> probes = new LinkedHashMap<>();
  private long runAtMillis = Long.MIN_VALUE;

  Prober(Core core, Introduction introduction, Admission admission) {
    this.core = core;
    this.introduction = introduction;
    this.admission = admission;
  }

  /** A peer asks to be dialled back; without the feature it is not heard. */
  void asked(Now now, Session session, Message.DialBack message) {
    if (!session.hasFeature(Feature.DIAL_BACK)) {
      return;
    }
    PeerAddress address = new PeerAddress(session.remote.ip(), message.port());
    String objection = objection(now, address);
    if (objection != null) {
      answer(
          session,
          new Message.DialBackResult(message.nonce(), DialBackOutcome.DECLINED, null, objection));
      return;
    }
    lastMillis.put(address, now.millis());
    waiting.add(
        new Request(session.connection, session.peer, address, message.nonce(), now.millis()));
  }

  boolean isProbing(ConnectionId connection) {
    return probes.containsKey(connection);
  }

  /** A dial was answered; the session that could have been, if the asker itself answered. */
  Optional<Session> answered(Now now, Event.HandshakeArrived event) {
    Probe probe = probes.get(event.connection());
    if (probe == null) {
      return Optional.empty();
    }
    Optional<Session> met =
        admission
            .looked(now, event, probe.attempt())
            .filter(session -> session.peer.equals(probe.request().peer()));
    met.ifPresent(session -> reached(now, session, probe.request().address()));
    ended(now, probe, met.isPresent() ? null : DialFailure.WRONG_NODE);
    return met;
  }

  /** A dial failed; false when it was none of these. */
  boolean failed(Now now, ConnectionId connection, DialFailure failure) {
    Probe probe = probes.get(connection);
    if (probe == null) {
      return false;
    }
    ended(now, probe, failure);
    return true;
  }

  /** Dials for those whose turn it is, and gives up what was lost. */
  void timePassed(Now now) {
    if (waiting.isEmpty() && probes.isEmpty()) {
      return;
    }
    runAtMillis = now.millis() + CHECK_MILLIS;
    probes.values().stream()
        .filter(probe -> now.millis() - probe.attempt().startedMillis() > LOST_MILLIS)
        .toList()
        .forEach(probe -> ended(now, probe, DialFailure.TIMEOUT));
    waiting.removeIf(request -> now.millis() - request.takenMillis() > LOST_MILLIS);
    Request next =
        waiting.stream()
            .filter(request -> !core.outgoing().isDialling(request.address()))
            .findFirst()
            .orElse(null);
    if (next != null) {
      waiting.remove(next);
      dial(now, next);
    }
  }

  long nextDeadlineMillis() {
    return waiting.isEmpty() && probes.isEmpty() ? Session.NEVER : runAtMillis;
  }

  /** Why we will not dial {@code address}; null: we will. */
  private @Nullable String objection(Now now, PeerAddress address) {
    Long last = lastMillis.get(address);
    BookPeer known = core.book().at(address).map(entry -> entry.peer).orElse(null);
    if (!core.policy().isAcceptable(address.ip())
        || core.standing().isBanned(now, address, known)) {
      return "not allowed";
    }
    if (last != null && now.millis() - last < HOUR_MILLIS) {
      return "too soon";
    }
    if (!guard.mayDial(now, address)) {
      return "bad port";
    }
    long group = core.policy().group(address.ip());
    boolean isTaken =
        waiting.size() < MAX_WAITING
            && groups
                .computeIfAbsent(group, _ -> new TokenBucket(1.0 / GROUP_SECONDS, GROUP_BURST))
                .take(now)
            && all.take(now);
    return isTaken ? null : "too many";
  }

  private void dial(Now now, Request request) {
    PeerAddress address = request.address();
    ConnectionId connection = core.outgoing().begin(address);
    String challenge = Proof.newChallenge(core.random());
    Handshake ours =
        introduction.handshake(
            HandshakeVersion.V4,
            new Introduction.Occasion(address.ip(), challenge, null, request.nonce()));
    Dials.Attempt attempt =
        new Dials.Attempt(
            connection,
            address,
            HandshakeVersion.V4,
            Dials.Purpose.FEELER,
            challenge,
            0,
            now.millis());
    probes.put(connection, new Probe(request, attempt));
    core.out().add(new Effect.Dial(connection, address, HandshakeVersion.V4, ours));
    core.out().tell(new Notice.DialStarted(connection, address, HandshakeVersion.V4));
  }

  private void reached(Now now, Session session, PeerAddress address) {
    BookAddress entry =
        core.book()
            .enter(
                now,
                session.peer,
                address,
                Provenance.HANDSHAKE,
                null,
                now.wall().getEpochSecond());
    if (entry != null) {
      core.book().reached(now, entry, session.peer);
    }
  }

  private void ended(Now now, Probe probe, @Nullable DialFailure failure) {
    Dials.Attempt attempt = probe.attempt();
    Request request = probe.request();
    probes.remove(attempt.connection());
    core.outgoing().end(attempt.address());
    core.out()
        .tell(
            new Notice.DialEnded(
                attempt.connection(),
                attempt.address(),
                failure,
                Duration.ofMillis(now.millis() - attempt.startedMillis())));
    Session session = core.sessions().of(request.asker());
    if (session != null) {
      answer(
          session,
          new Message.DialBackResult(
              request.nonce(),
              failure == null ? DialBackOutcome.REACHED : DialBackOutcome.FAILED,
              request.address(),
              failure == null ? "" : failure.label()));
    }
  }

  private void answer(Session session, Message.DialBackResult result) {
    core.out().tell(new Notice.DialBackServed(session.peer, result.outcome(), result.detail()));
    core.out().send(session, result);
  }
}
