package network.vision.gossip;

import java.time.Instant;
import network.vision.protocol.IpAddress;
import network.vision.protocol.PeerAddress;
import org.jspecify.annotations.Nullable;

/**
 * One address in the book and what became of it. Owner: the loop thread, through {@link
 * AddressBook}.
 */
final class BookAddress {

  /** Stands for "not yet" among the wall-clock seconds. */
  static final long NEVER = Long.MIN_VALUE;

  private static final long FRESH_SECONDS = 60;
  private static final long EXPIRED_SECONDS = 30L * 24 * 3600;
  private static final int HOPELESS_ATTEMPTS = 3;
  private static final int DOUBTED_ATTEMPTS = 3;
  private static final int HOPELESS_AFTER_SUCCESS = 10;
  private static final long DAY_SECONDS = 24 * 3600;
  private static final long WEEK_SECONDS = 7 * DAY_SECONDS;

  final PeerAddress address;
  BookPeer peer;
  Provenance provenance;
  @Nullable IpAddress heardFrom;
  long firstHeardSeconds;
  long lastHeardSeconds;
  long lastSuccessSeconds = NEVER;
  Failures failures = Failures.NONE;

  /** Whether the peer's own newest word names it. */
  boolean isClaimed;

  /** Whether it stands in the tried half; else in the new half. */
  boolean isTried;

  /** Where in its half; -1: nowhere. */
  int slot = -1;

  /** No dial before this moment of {@link Now#millis}. */
  long notBeforeMillis = Long.MIN_VALUE;

  BookAddress(PeerAddress address, BookPeer peer, Provenance provenance, long heardSeconds) {
    this.address = address;
    this.peer = peer;
    this.provenance = provenance;
    this.firstHeardSeconds = heardSeconds;
    this.lastHeardSeconds = heardSeconds;
  }

  boolean isReached() {
    return lastSuccessSeconds != NEVER;
  }

  /** Whether a dial reached it, and none has failed since. */
  boolean isWorking() {
    return isReached() && !isFailing();
  }

  /** Whether the last dial to it failed. */
  boolean isFailing() {
    return failures.inARow() > 0;
  }

  /** Whether the newest word of its peer names another one, which dials have not belied. */
  boolean isSuperseded() {
    return !isClaimed
        && peer.addresses.stream()
            .anyMatch(a -> a.isClaimed && a.failures.inARow() < DOUBTED_ATTEMPTS);
  }

  /** Whether somebody said within a day that it is alive. */
  boolean isHeardWithinDay(Now now) {
    return now.wall().getEpochSecond() - lastHeardSeconds < DAY_SECONDS;
  }

  /** Whether it may give its place to another: too long unheard, or failed too often. */
  boolean isHopeless(Now now) {
    long nowSeconds = now.wall().getEpochSecond();
    long lastTry = Math.max(failures.lastSeconds(), lastSuccessSeconds);
    if (lastTry != NEVER && nowSeconds - lastTry < FRESH_SECONDS) {
      return false;
    }
    if (!isReached()) {
      return failures.inARow() >= HOPELESS_ATTEMPTS
          || nowSeconds - lastHeardSeconds > EXPIRED_SECONDS;
    }
    return failures.inARow() >= HOPELESS_AFTER_SUCCESS
        && nowSeconds - lastSuccessSeconds > WEEK_SECONDS;
  }

  /** Is not dialled for at least {@code millis} from now on. */
  void rest(Now now, long millis) {
    notBeforeMillis = Math.max(notBeforeMillis, now.millis() + millis);
  }

  /** Lower is dialled first: claimed, reached, assumed, heard of; what only ever failed is last. */
  int rank() {
    if (isClaimed) {
      return isFailing() ? 4 : isReached() ? 0 : 1;
    }
    if (isReached()) {
      return isFailing() ? 5 : 2;
    }
    if (isFailing()) {
      return 8;
    }
    return switch (provenance) {
      case OPERATOR, HANDSHAKE, SEED, MAPPING -> 3;
      case DEFAULT -> 6;
      case GOSSIP -> 7;
    };
  }

  KnownAddress toKnown() {
    return new KnownAddress(
        address,
        provenance,
        heardFrom,
        Instant.ofEpochSecond(firstHeardSeconds),
        instant(lastSuccessSeconds),
        instant(failures.lastSeconds()),
        failures.last(),
        failures.inARow());
  }

  @Override
  public String toString() {
    return address + " (" + provenance.label() + ")";
  }

  private static @Nullable Instant instant(long seconds) {
    return seconds == NEVER ? null : Instant.ofEpochSecond(seconds);
  }
}
