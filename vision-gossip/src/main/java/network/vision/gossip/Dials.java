package network.vision.gossip;

import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import network.vision.protocol.Handshake;
import network.vision.protocol.HandshakeVersion;
import network.vision.protocol.PeerAddress;
import network.vision.protocol.Proof;
import org.jspecify.annotations.Nullable;

/**
 * The dials under way, at most {@value #MAX}: never ourselves, never one address twice, never
 * version 3 over IPv6, nobody banned.
 *
 * <p>Owner: the loop thread, through {@link Dialer}.
 */
final class Dials {

  private static final int MAX = 32;
  private static final long LOST_MILLIS = 60_000;
  private static final long SLOW_MILLIS = 500;

  /** Why we dial. */
  enum Purpose {
    OUTBOUND,
    FEELER,
    CLAIM,
    OPERATOR,
    SEED,
    SEED_CHECK;

    /** Whether the answer is wanted for a session, not only looked at. */
    private boolean isForSession() {
      return switch (this) {
        case OUTBOUND, OPERATOR, SEED -> true;
        case FEELER, CLAIM, SEED_CHECK -> false;
      };
    }
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
  private final VictimGuard guard = new VictimGuard();
  private final Map<ConnectionId, Attempt> attempts = new LinkedHashMap<>();

  Dials(Core core, Introduction introduction, Reachability reachability) {
    this.core = core;
    this.introduction = introduction;
    this.reachability = reachability;
  }

  @Nullable Attempt of(ConnectionId connection) {
    return attempts.get(connection);
  }

  Collection<Attempt> all() {
    return attempts.values();
  }

  boolean isFull() {
    return attempts.size() >= MAX;
  }

  /** Whether there are so many that the rest is kept for those heard of lately. */
  boolean isCrowded() {
    return attempts.size() >= 2 * core.config().outbound();
  }

  /**
   * How many of them may well become an outbound session: begun half a second ago at most, and to
   * what somebody spoke of within a day.
   */
  int promising(Now now) {
    return (int)
        attempts.values().stream()
            .filter(attempt -> now.millis() - attempt.startedMillis() < SLOW_MILLIS)
            .filter(attempt -> isHeardOf(now, attempt.address()))
            .filter(attempt -> attempt.purpose().isForSession())
            .count();
  }

  boolean isTo(PeerAddress address) {
    return core.outgoing().isDialling(address);
  }

  /** Those of which nothing has come back for a minute. */
  List<Attempt> lost(Now now) {
    return attempts.isEmpty()
        ? List.of()
        : attempts.values().stream()
            .filter(attempt -> now.millis() - attempt.startedMillis() > LOST_MILLIS)
            .toList();
  }

  /** Dials, unless one of the rules of this class forbids it. */
  void start(Now now, PeerAddress address, HandshakeVersion version, Purpose purpose) {
    if (isTo(address)
        || reachability.isOwn(address)
        || !Versions.isSpokenAt(version, address)
        || core.standing()
            .isBanned(now, address, core.book().at(address).map(e -> e.peer).orElse(null))
        || isFull()) {
      return;
    }
    ConnectionId connection = core.outgoing().begin(address);
    String challenge = version == HandshakeVersion.V4 ? Proof.newChallenge(core.random()) : null;
    Handshake ours =
        introduction.handshake(version, Introduction.Occasion.dial(address.ip(), challenge));
    int saidPort = Objects.requireNonNullElse(ours.reach().p2pPort(), 0);
    attempts.put(
        connection,
        new Attempt(connection, address, version, purpose, challenge, saidPort, now.millis()));
    core.out().add(new Effect.Dial(connection, address, version, ours));
    core.out().tell(new Notice.DialStarted(connection, address, version));
  }

  /**
   * Whether we may dial {@code address}. An operator's, a seed's, one that was reached, or a proven
   * peer's own word needs no leave; one on hearsay counts.
   */
  boolean mayDial(Now now, PeerAddress address) {
    BookAddress entry = core.book().at(address).orElse(null);
    boolean isTrusted =
        entry == null
            || entry.isReached()
            || entry.provenance == Provenance.OPERATOR
            || entry.provenance == Provenance.SEED
            || (entry.isClaimed && entry.peer.provenKey != null);
    return isTrusted || !core.policy().isPublic(address.ip()) || guard.mayDial(now, address);
  }

  private boolean isHeardOf(Now now, PeerAddress address) {
    return core.book().at(address).filter(entry -> entry.isHeardWithinDay(now)).isPresent();
  }

  /** A dial has ended; a null failure is a success. */
  void end(Now now, Attempt attempt, @Nullable DialFailure failure) {
    attempts.remove(attempt.connection());
    core.outgoing().end(attempt.address());
    core.out()
        .tell(
            new Notice.DialEnded(
                attempt.connection(),
                attempt.address(),
                failure,
                Duration.ofMillis(now.millis() - attempt.startedMillis())));
  }
}
