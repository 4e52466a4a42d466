package network.vision.gossip;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import network.vision.protocol.HandshakeVersion;
import network.vision.protocol.HostAndPort;
import network.vision.protocol.NodeId;
import network.vision.protocol.PeerAddress;
import org.jspecify.annotations.Nullable;

/**
 * Whom we dial, and when: the operator's peers always, a peer's new word at once, then as many
 * sessions as are wanted, and now and then a feeler to an address that nobody has proved. Until it
 * is known what the book holds, only the operator's peers and seeds.
 *
 * <p>Outbound sessions with version 4 peers exceed the target only by dials to the operator's peers
 * and to seeds, and by {@link #introduceAgain}: of the two sessions with a peer that it leads to,
 * {@link Rivals} may keep the one we dialled, so at most one more for each peer that was connected
 * already, and no session more in all. Every other answer beyond the target is only looked at.
 *
 * <p>Never one peer twice at once, but for a {@link FamilyRace}; {@link Dials} holds what is under
 * way. On hearsay only what {@link VictimGuard} allows. Owner: the loop thread.
 */
final class Dialer {

  private static final int MAX_WAITING = 256;
  private static final int MAX_ADDRESSES = 16;
  private static final long IDLE_MILLIS = 1_000;

  private static final long LONG_REST_MILLIS = 600_000;
  private static final long SHORT_MILLIS = 10_000;

  private final Core core;
  private final AwaitedBook awaited;
  private final Reachability reachability;
  private final Dials dials;
  private final Candidates candidates;
  private final Seeds seeds;
  private final Versions versions;
  private final FamilyRace race;
  private final ClaimDials looks;

  /** Without a network each dial fails at once, and a large book would be failing in a minute. */
  private final TokenBucket outboundDials = new TokenBucket(16, 64);

  private final Deque<PeerAddress> wanted = new ArrayDeque<>();
  private boolean isStopped;
  private boolean isIntroductionDue;
  private long runAtMillis = Long.MIN_VALUE;
  private long feelerAtMillis = Long.MIN_VALUE;

  Dialer(Core core, Introduction introduction, Reachability reachability, AwaitedBook awaited) {
    this.core = core;
    this.awaited = awaited;
    this.dials = new Dials(core, introduction, reachability);
    this.reachability = reachability;
    this.candidates = new Candidates(core);
    this.seeds = new Seeds(core);
    this.versions = new Versions(core.book());
    this.race = new FamilyRace(core, dials);
    this.looks = new ClaimDials(core, dials, versions);
  }

  Dials.@Nullable Attempt attempt(ConnectionId connection) {
    return dials.of(connection);
  }

  boolean isDialling(PeerAddress address) {
    return dials.isTo(address);
  }

  /** Whether an address of {@code peer} is being dialled. */
  boolean isDialling(BookPeer peer) {
    return !core.outgoing().isEmpty()
        && peer.addresses.stream().anyMatch(a -> isDialling(a.address));
  }

  /** It is known what the book holds: those that served well last time come first. */
  void bookLoaded(Now now, List<NodeId> anchors) {
    candidates.bookLoaded(anchors);
    if (isIntroductionDue && reachability.record() == null) {
      introduceAgain(now);
    }
    isIntroductionDue = false;
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
    isIntroductionDue |= awaited.isAwaited() && core.sessions().size() > 0;
    for (Session session : core.sessions().all()) {
      core.book()
          .peer(session.peer)
          .flatMap(BookPeer::best)
          .filter(entry -> wanted.size() < MAX_WAITING)
          .ifPresent(entry -> wanted.add(entry.address));
    }
    wake(now);
  }

  /** A peer's own word named {@code address}, which the last dial, if any, did not reach. */
  void claimed(Now now, PeerAddress address) {
    if (looks.add(address)) {
      wake(now);
    }
  }

  /** A seed's name was looked up. */
  void seedResolved(Now now, Event.SeedResolved answer) {
    List<PeerAddress> some = answer.addresses().stream().limit(MAX_ADDRESSES).toList();
    seeds.resolved(now, answer.seed(), some);
    some.forEach(address -> dialSeed(now, address, seeds.purpose(answer.seed())));
  }

  /** The operator has chosen other seeds. */
  void seedsChosen(Now now, List<HostAndPort> chosen) {
    seeds.choose(chosen);
    wake(now);
  }

  /** How the seeds do. */
  List<GossipView.SeedRow> seedRows() {
    return seeds.rows();
  }

  /** Looks at everything again as soon as this step ends. */
  void wake(Now now) {
    runAtMillis = Math.min(runAtMillis, now.millis());
  }

  /** Dials nobody any more. */
  void stop() {
    isStopped = true;
  }

  /** A dial was answered by a handshake that we accept. */
  void answered(Now now, Dials.Attempt attempt) {
    ended(now, attempt, null);
    seeds.answered(now, attempt.address());
    core.book()
        .at(attempt.address())
        .ifPresent(entry -> entry.failures = entry.failures.overcome());
  }

  /**
   * The peer of {@code session} is where it was dialled; whether nobody was reached there before.
   */
  boolean reached(Now now, Dials.Attempt attempt, Session session) {
    BookAddress entry =
        core.book()
            .enter(
                now,
                session.peer,
                attempt.address(),
                attempt.purpose() == Dials.Purpose.OPERATOR
                    ? Provenance.OPERATOR
                    : Provenance.DEFAULT,
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
    Dials.Attempt attempt = dials.of(connection);
    if (attempt == null) {
      return false;
    }
    ended(now, attempt, failure);
    if (failure == DialFailure.CLOSED_UNANSWERED
        && !awaited.isAwaited()
        && versions.mayFallBack(attempt.version(), attempt.address())) {
      dials.start(now, attempt.address(), HandshakeVersion.V3, attempt.purpose());
      return true;
    }
    markFailed(now, attempt.address(), failure);
    switch (attempt.purpose()) {
      case SEED -> dialSeedToo(now, attempt.address(), Dials.Purpose.OUTBOUND);
      case SEED_CHECK -> dialSeedToo(now, attempt.address(), Dials.Purpose.SEED_CHECK);
      case OUTBOUND, FEELER, CLAIM, OPERATOR -> {}
    }
    seeds.failed(now, attempt.address(), failure);
    return true;
  }

  /** A dial had been answered, but by somebody against whom the book speaks, as is known now. */
  void belied(Now now, Dials.Attempt attempt, Session session, CloseCause objection) {
    boolean isKeyKnown = core.book().peer(session.peer).map(peer -> peer.provenKey).isPresent();
    DialFailure stranger = isKeyKnown ? DialFailure.UNPROVEN : DialFailure.WRONG_NODE;
    DialFailure failure = objection == CloseCause.BANNED ? DialFailure.BANNED : stranger;
    markFailed(now, attempt.address(), failure);
    seeds.dialled(attempt.address());
    seeds.failed(now, attempt.address(), failure);
  }

  /**
   * A session is gone. One with a version 3 peer, or with one that needed the place for others, is
   * not opened again for ten minutes; one that the other side soon closed waits as after a refusal,
   * for it may do so again. One that was not proven, or banned, is nothing against the peer in
   * whose name it came.
   */
  void sessionEnded(Now now, Session session) {
    boolean isCutShort =
        session.isOutbound()
            && !session.isOver()
            && now.millis() - session.since.millis() < SHORT_MILLIS;
    boolean isEvicted = CloseCause.EVICTED.label().equals(session.farewell);
    if (session.closeCause == CloseCause.UNPROVEN || session.closeCause == CloseCause.BANNED) {
      return;
    }
    if (session.version == HandshakeVersion.V3 || isEvicted) {
      rest(now, session, LONG_REST_MILLIS + core.random().nextLong(LONG_REST_MILLIS));
    } else if (isCutShort) {
      rest(now, session, BackOff.millis(DialFailure.REFUSED, 0, core.random()));
    }
  }

  void timePassed(Now now) {
    dials.lost(now).forEach(attempt -> failed(now, attempt.connection(), DialFailure.TIMEOUT));
    if (isStopped || now.millis() < runAtMillis || !reachability.isStarted()) {
      return;
    }
    runAtMillis = now.millis() + core.jittered(IDLE_MILLIS);
    dialOperators(now);
    if (!awaited.isAwaited()) {
      looks.timePassed(now);
    }
    dialOutbound(now);
    race.due(now).forEach(entry -> dialEntry(now, entry, Dials.Purpose.OUTBOUND));
    seeds.checksDue(now).forEach(address -> dialSeed(now, address, Dials.Purpose.SEED_CHECK));
    if (!awaited.isAwaited()) {
      dialFeeler(now);
    }
    if (!dials.all().isEmpty()) {
      runAtMillis = Math.min(runAtMillis, now.millis() + FamilyRace.HEAD_START_MILLIS);
    }
  }

  long nextDeadlineMillis() {
    return reachability.isStarted() && !isStopped ? runAtMillis : Session.NEVER;
  }

  private void rest(Now now, Session session, long millis) {
    core.book()
        .peer(session.peer)
        .ifPresent(peer -> peer.addresses.forEach(entry -> entry.rest(now, millis)));
    if (session.isOutbound()) {
      core.book().at(session.remote).ifPresent(entry -> entry.rest(now, millis));
    }
  }

  private void markFailed(Now now, PeerAddress address, DialFailure failure) {
    core.book()
        .at(address)
        .ifPresent(entry ->
            core.book()
                .failed(
                    now,
                    entry,
                    failure,
                    BackOff.millis(failure, entry.failures.inARow(), core.random())));
  }

  private void ended(Now now, Dials.Attempt attempt, @Nullable DialFailure failure) {
    dials.end(now, attempt, failure);
    wake(now);
  }

  private void dialOperators(Now now) {
    for (PeerAddress address : core.config().peers()) {
      boolean isQuiet =
          core.book().at(address).map(entry -> now.millis() < entry.notBeforeMillis).orElse(false);
      if (!core.sessions().isConnectedAt(address) && !isQuiet) {
        core.book()
            .enter(now, null, address, Provenance.OPERATOR, null, now.wall().getEpochSecond());
        dials.start(now, address, versions.of(now, address), Dials.Purpose.OPERATOR);
      }
    }
    while (!wanted.isEmpty()) {
      PeerAddress address = wanted.remove();
      dials.start(now, address, versions.of(now, address), Dials.Purpose.OPERATOR);
    }
  }

  private void dialOutbound(Now now) {
    int missing = core.config().outbound() - core.sessions().outbound() - dials.promising(now);
    if (missing <= 0) {
      return;
    }
    boolean isAlone = core.sessions().size() == 0;
    if (isAlone || (!awaited.isAwaited() && candidates.isEmpty(now, this::isFree))) {
      seeds.due(now).forEach(address -> dialSeed(now, address, Dials.Purpose.SEED));
    }
    if (awaited.isAwaited()) {
      return;
    }
    for (int i = 0; i < missing && !dials.isFull() && outboundDials.take(now); i++) {
      Optional<BookAddress> next = candidates.next(now, this::isFree);
      if (next.isEmpty() || (dials.isCrowded() && !next.get().isHeardWithinDay(now))) {
        return;
      }
      dialEntry(now, next.get(), Dials.Purpose.OUTBOUND);
    }
  }

  private void dialFeeler(Now now) {
    if (feelerAtMillis == Long.MIN_VALUE) {
      feelerAtMillis = now.millis() + core.jittered(core.config().feelerInterval().toMillis());
    }
    if (now.millis() < feelerAtMillis || dials.isFull()) {
      return;
    }
    feelerAtMillis = now.millis() + core.jittered(core.config().feelerInterval().toMillis());
    core.book()
        .toTest()
        .filter(entry -> isFree(now, entry))
        .or(() -> candidates.unproven(now, this::isFree))
        .ifPresent(entry -> dialEntry(now, entry, Dials.Purpose.FEELER));
  }

  private void dialEntry(Now now, BookAddress entry, Dials.Purpose purpose) {
    if (!dials.mayDial(now, entry.address)) {
      entry.notBeforeMillis = now.millis() + BackOff.millis(DialFailure.PROTOCOL, 0, core.random());
      return;
    }
    if (entry.isSuperseded() && entry.peer.provenKey != null) {
      core.out().tell(new Notice.StaleAddressDialled(entry.address));
    }
    dials.start(now, entry.address, versions.of(now, entry.address), purpose);
  }

  private void dialSeed(Now now, PeerAddress address, Dials.Purpose purpose) {
    core.book().enter(now, null, address, Provenance.SEED, null, now.wall().getEpochSecond());
    if (core.sessions().isConnectedAt(address)) {
      seeds.answered(now, address);
      return;
    }
    dials.start(now, address, versions.of(now, address), purpose);
    if (isDialling(address)) {
      seeds.dialled(address);
    }
  }

  private void dialSeedToo(Now now, PeerAddress first, Dials.Purpose purpose) {
    PeerAddress second = Seeds.secondTry(first).orElse(null);
    if (second == null) {
      return;
    }
    core.book().enter(now, null, second, Provenance.DEFAULT, null, now.wall().getEpochSecond());
    if (core.sessions().isConnectedAt(second)) {
      seeds.answered(now, second);
      return;
    }
    dials.start(now, second, versions.of(now, second), purpose);
    if (isDialling(second)) {
      seeds.dialledToo(first, second);
    }
  }

  private boolean isFree(Now now, BookAddress entry) {
    return now.millis() >= entry.notBeforeMillis
        && !core.sessions().isConnected(entry.peer.nodeId)
        && !core.sessions().isConnectedAt(entry.address)
        && !isDialling(entry.address)
        && !core.standing().isBanned(now, entry.address, entry.peer)
        && !core.standing().isGray(now, entry.peer, entry.address)
        && !reachability.isOwn(entry.address)
        && !isDialling(entry.peer)
        && (entry.peer.version != HandshakeVersion.V3 || entry.address.ip().isIpv4());
  }
}
