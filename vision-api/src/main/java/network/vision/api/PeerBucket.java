package network.vision.api;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How fresh our knowledge of a peer is. Source: {@code docs/PROTOCOL.md §9}. */
public enum PeerBucket {
  HOT("Hot"),
  WARM("Warm"),
  COLD("Cold");

  private static final Duration HOT_FOR = Duration.ofMinutes(5);
  private static final Duration COLD_AFTER = Duration.ofHours(1);

  private final String wireName;

  PeerBucket(String wireName) {
    this.wireName = wireName;
  }

  /**
   * The bucket of a peer.
   *
   * @param state now
   * @param lastSeen null if it never was
   * @param hasFailed whether a failure came after it was seen
   * @param now by the clock of {@code lastSeen}
   */
  public static PeerBucket of(
      PeerState state, @Nullable Instant lastSeen, boolean hasFailed, Instant now) {
    if (state == PeerState.CONNECTED) {
      return HOT;
    }
    if (lastSeen == null || lastSeen.plus(COLD_AFTER).isBefore(now)) {
      return COLD;
    }
    return !hasFailed && lastSeen.plus(HOT_FOR).isAfter(now) ? HOT : WARM;
  }

  /** The name on the wire. */
  @Override
  public String toString() {
    return wireName;
  }
}
