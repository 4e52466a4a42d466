package network.vision.gossip;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import network.vision.protocol.Handshake;
import network.vision.protocol.HandshakeVersion;
import network.vision.protocol.PeerAddress;
import network.vision.protocol.Proof;
import org.jspecify.annotations.Nullable;

/**
 * Whom we dial, and when: the operator's peers always, a peer's new word at once, then as many
 * sessions as are wanted, and now and then a feeler to an address that nobody has proved.
 *
 * <p>At most {@value #MAX_ATTEMPTS} dials are under way. Never ourselves, never one address or peer
 * twice at once, never version 3 over IPv6; on hearsay only what {@link VictimGuard} allows. Owner:
 * the loop thread.
 */
final class Dialer {

  private static final int MAX_ATTEMPTS = 32;
  private static final int MAX_WAITING = 256;
  private static final long IDLE_MILLIS = 1_000;
  private static final long LOST_MILLIS = 60_000;
  private static final long V3_REST_MILLIS = 600_000;

  /** Why we dial. */
  enum Purpose {
    OUTBOUND,
    FEELER,
    CLAIM,
    OPERATOR,
    SEED
  }

  /**
   * A dial under way.
   *
   * @param challenge what the listener shall sign; null in version 3
   * @param saidPort the port that our handshake says
   */
  record Attempt(
      ConnectionId connection,
      PeerAddress address,
      HandshakeVersion version,
      Purpose purpose,
      @Nullable String challenge,
      int saidPort,
      long startedMillis) {}

  private final Core core;
  private final Introduction introduction;
  private final Reachability reachability;
  private final Candidates candidates;
  private final Seeds seeds;
  private final Versions versions;
  private final VictimGuard guard = new VictimGuard();
  private final TokenBucket claimDials = new TokenBucket(2, 16);
  private final Map<ConnectionId, Attempt> attempts = new LinkedHashMap<>();
  private final Deque<PeerAddress> claims = new ArrayDeque<>();
  private final Deque<PeerAddress> wanted = new ArrayDeque<>();
  private long nextConnection = 2;
  private long runAtMillis = Long.MIN_VALUE;
  private long feelerAtMillis = Long.MIN_VALUE;

  Dialer(Core core, Introduction introduction, Reachability reachability) {
    this.core = core;
    this.introduction = introduction;
    this.reachability = reachability;
    this.candidates = new Candidates(core);
    this.seeds = new Seeds(core);
    this.versions = new Versions(core.book());
  }

  @Nullable Attempt attempt(ConnectionId connection) {
    return attempts.get(connection);
  }

  boolean isDialling(PeerAddress address) {
    return attempts.values().stream().anyMatch(attempt -> attempt.address().equals(address));
  }

  /** The store was read: those that served well last time come first. */
  void booksLoaded(Now now) {
    candidates.rememberAnchors();
    wake(now);
  }

  /** The operator wants {@code address} dialled now. */
  void want(Now now, PeerAddress address) {
    if (wanted.size() < MAX_WAITING) {
      wanted.add(address);
    }
    core.book().enter(now, null, address, Provenance.OPERATOR, null, now.wall().getEpochSecond());
    wake(now);
  }

  /** Our port has changed and no record can tell it: those connected hear it in a new handshake. */
  void introduceAgain(Now now) {
    for (Session session : core.sessions().all()) {
      core.book()
          .peer(session.peer)
          .flatMap(BookPeer::best)
          .filter(entry -> wanted.size() < MAX_WAITING)
          .ifPresent(entry -> wanted.add(entry.address));
    }
    wake(now);
  }

  /** A peer's own word named {@code address}, which no dial has reached. */
  void claimed(Now now, PeerAddress address) {
    if (claims.size() < MAX_WAITING && !claims.contains(address)) {
      claims.add(address);
      wake(now);
    }
  }

  /** A seed's name was looked up. */
  void seedResolved(Now now, List<PeerAddress> addresses) {
    addresses.stream().limit(MAX_ATTEMPTS).forEach(address -> dialSeed(now, address));
  }

  /** Looks at everything again as soon as this step ends. */
  void wake(Now now) {
    runAtMillis = Math.min(runAtMillis, now.millis());
  }

  /**
   * A dial was answered by a handshake that we accept; whether the address was never reached
   * before.
   */
  boolean succeeded(Now now, Attempt attempt, Session session) {
    ended(now, attempt, null);
    BookAddress entry =
        core.book()
            .enter(
                now,
                session.peer,
                attempt.address(),
                attempt.purpose() == Purpose.OPERATOR ? Provenance.OPERATOR : Provenance.DEFAULT,
                null,
                now.wall().getEpochSecond());
    if (entry == null) {
      return false;
    }
    boolean isFirst = !entry.isReached();
    core.book().reached(now, entry, session.peer);
    return isFirst;
  }

  /** A dial failed; false when this connection was not ours. */
  boolean failed(Now now, ConnectionId connection, DialFailure failure) {
    Attempt attempt = attempts.get(connection);
    if (attempt == null) {
      return false;
    }
    ended(now, attempt, failure);
    if (failure == DialFailure.CLOSED_UNANSWERED
        && versions.mayFallBack(attempt.version(), attempt.address())) {
      dial(now, attempt.address(), HandshakeVersion.V3, attempt.purpose());
      return true;
    }
    core.book()
        .at(attempt.address())
        .ifPresent(entry ->
            core.book()
                .failed(
                    now, entry, failure, BackOff.millis(failure, entry.attempts, core.random())));
    if (attempt.purpose() == Purpose.SEED) {
      Seeds.secondTry(attempt.address()).ifPresent(second -> dialDefault(now, second));
    }
    return true;
  }

  /** A session is gone; one with a version 3 peer is not opened again for ten minutes. */
  void sessionEnded(Now now, Session session) {
    if (session.version == HandshakeVersion.V3) {
      core.book()
          .peer(session.peer)
          .ifPresent(peer -> peer.addresses.forEach(entry -> rest(now, entry)));
    }
  }

  void timePassed(Now now) {
    attempts.values().stream()
        .filter(attempt -> now.millis() - attempt.startedMillis() > LOST_MILLIS)
        .toList()
        .forEach(attempt -> failed(now, attempt.connection(), DialFailure.TIMEOUT));
    if (now.millis() < runAtMillis || !reachability.isListening()) {
      return;
    }
    runAtMillis = now.millis() + core.jittered(IDLE_MILLIS);
    dialOperators(now);
    dialClaims(now);
    dialOutbound(now);
    dialFeeler(now);
  }

  long nextDeadlineMillis() {
    return reachability.isListening() ? runAtMillis : Session.NEVER;
  }

  private static void rest(Now now, BookAddress entry) {
    entry.notBeforeMillis = Math.max(entry.notBeforeMillis, now.millis() + V3_REST_MILLIS);
  }

  private void ended(Now now, Attempt attempt, @Nullable DialFailure failure) {
    attempts.remove(attempt.connection());
    core.out()
        .tell(
            new Notice.DialEnded(
                attempt.connection(),
                attempt.address(),
                failure,
                Duration.ofMillis(now.millis() - attempt.startedMillis())));
    wake(now);
  }

  private void dialOperators(Now now) {
    for (PeerAddress address : core.config().peers()) {
      boolean isQuiet =
          core.book().at(address).map(entry -> now.millis() < entry.notBeforeMillis).orElse(false);
      if (!isConnected(address) && !isQuiet) {
        core.book()
            .enter(now, null, address, Provenance.OPERATOR, null, now.wall().getEpochSecond());
        dial(now, address, versions.of(now, address), Purpose.OPERATOR);
      }
    }
    while (!wanted.isEmpty()) {
      PeerAddress address = wanted.remove();
      dial(now, address, versions.of(now, address), Purpose.OPERATOR);
    }
  }

  private void dialClaims(Now now) {
    for (Session session : core.sessions().all()) {
      core.book()
          .peer(session.peer)
          .flatMap(BookPeer::unprovenClaim)
          .filter(entry -> now.millis() >= entry.notBeforeMillis && claims.size() < MAX_WAITING)
          .filter(entry -> !claims.contains(entry.address))
          .ifPresent(entry -> claims.add(entry.address));
    }
    while (!claims.isEmpty() && attempts.size() < MAX_ATTEMPTS && claimDials.take(now)) {
      PeerAddress address = claims.remove();
      boolean isOpen =
          core.book()
                  .at(address)
                  .filter(entry -> !entry.isReached() && now.millis() >= entry.notBeforeMillis)
                  .isPresent()
              && mayDialOnWord(now, address);
      if (isOpen) {
        dial(now, address, versions.of(now, address), Purpose.CLAIM);
      }
    }
  }

  private void dialOutbound(Now now) {
    int missing = core.config().outbound() - core.sessions().outbound() - underWay();
    if (missing <= 0) {
      return;
    }
    if (core.sessions().size() == 0 || candidates.isEmpty(now, this::isFree)) {
      seeds.due(now).forEach(address -> dialSeed(now, address));
    }
    for (int i = 0; i < missing && attempts.size() < MAX_ATTEMPTS; i++) {
      Optional<BookAddress> next = candidates.next(now, this::isFree);
      if (next.isEmpty()) {
        return;
      }
      dialEntry(now, next.get(), Purpose.OUTBOUND);
    }
  }

  private void dialFeeler(Now now) {
    if (feelerAtMillis == Long.MIN_VALUE) {
      feelerAtMillis = now.millis() + core.jittered(core.config().feelerInterval().toMillis());
    }
    if (now.millis() < feelerAtMillis || attempts.size() >= MAX_ATTEMPTS) {
      return;
    }
    feelerAtMillis = now.millis() + core.jittered(core.config().feelerInterval().toMillis());
    core.book()
        .toTest()
        .filter(entry -> isFree(now, entry))
        .or(() -> candidates.unproven(now, this::isFree))
        .ifPresent(entry -> dialEntry(now, entry, Purpose.FEELER));
  }

  private void dialEntry(Now now, BookAddress entry, Purpose purpose) {
    if (!mayDialOnWord(now, entry.address)) {
      entry.notBeforeMillis = now.millis() + BackOff.millis(DialFailure.PROTOCOL, 0, core.random());
      return;
    }
    if (!entry.isClaimed && entry.peer.hasClaim() && entry.peer.provenKey != null) {
      core.out().tell(new Notice.StaleAddressDialled(entry.address));
    }
    dial(now, entry.address, versions.of(now, entry.address), purpose);
  }

  private void dialSeed(Now now, PeerAddress address) {
    core.book().enter(now, null, address, Provenance.SEED, null, now.wall().getEpochSecond());
    if (!isConnected(address)) {
      dial(now, address, versions.of(now, address), Purpose.SEED);
    }
  }

  private void dialDefault(Now now, PeerAddress address) {
    core.book().enter(now, null, address, Provenance.DEFAULT, null, now.wall().getEpochSecond());
    if (!isConnected(address)) {
      dial(now, address, versions.of(now, address), Purpose.OUTBOUND);
    }
  }

  private void dial(Now now, PeerAddress address, HandshakeVersion version, Purpose purpose) {
    if (isDialling(address)
        || reachability.isOwn(address)
        || !Versions.isSpokenAt(version, address)
        || attempts.size() >= MAX_ATTEMPTS) {
      return;
    }
    ConnectionId connection = new ConnectionId(nextConnection);
    nextConnection += 2;
    String challenge = version == HandshakeVersion.V4 ? Proof.newChallenge(core.random()) : null;
    Handshake ours = introduction.handshake(version, challenge, null, address.ip());
    int saidPort = Objects.requireNonNullElse(ours.reach().p2pPort(), 0);
    attempts.put(
        connection,
        new Attempt(connection, address, version, purpose, challenge, saidPort, now.millis()));
    core.out().add(new Effect.Dial(connection, address, version, ours));
    core.out().tell(new Notice.DialStarted(connection, address, version));
  }

  /**
   * An operator's address, a seed's, one that was reached, or a proven peer's own word needs no
   * leave.
   */
  private boolean mayDialOnWord(Now now, PeerAddress address) {
    BookAddress entry = core.book().at(address).orElse(null);
    boolean isTrusted =
        entry == null
            || entry.isReached()
            || entry.provenance == Provenance.OPERATOR
            || entry.provenance == Provenance.SEED
            || (entry.isClaimed && entry.peer.provenKey != null);
    return isTrusted || !core.policy().isPublic(address.ip()) || guard.mayDial(now, address);
  }

  private boolean isFree(Now now, BookAddress entry) {
    return now.millis() >= entry.notBeforeMillis
        && !core.sessions().isConnected(entry.peer.nodeId)
        && !isConnected(entry.address)
        && !isDialling(entry.address)
        && !core.standing().isBanned(now, entry.address.ip())
        && !reachability.isOwn(entry.address)
        && entry.peer.addresses.stream().noneMatch(other -> isDialling(other.address))
        && (entry.peer.version != HandshakeVersion.V3 || entry.address.ip().isIpv4());
  }

  private boolean isConnected(PeerAddress address) {
    return core.sessions().all().stream()
        .anyMatch(session ->
            session.isOutbound()
                ? session.remote.equals(address)
                : address.equals(session.saidAddress()));
  }

  private int underWay() {
    return (int)
        attempts.values().stream()
            .filter(attempt -> attempt.purpose() != Purpose.FEELER)
            .filter(attempt -> attempt.purpose() != Purpose.CLAIM)
            .count();
  }
}
