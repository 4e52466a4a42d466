package network.vision.gossip;

import java.util.random.RandomGenerator;

/**
 * How long an address is left alone after a dial that failed: doubled each time, with full jitter.
 */
final class BackOff {

  private static final long SECOND = 1_000;
  private static final long MINUTE = 60 * SECOND;
  private static final long HOUR = 60 * MINUTE;
  private static final long LONGEST = 6 * HOUR;
  private static final int MAX_DOUBLINGS = 16;

  /** A wait in milliseconds, at least a second. */
  static long millis(DialFailure failure, int attempts, RandomGenerator random) {
    long base =
        switch (failure) {
          case REFUSED, CLOSED_UNANSWERED, LOCAL -> 10 * SECOND;
          case TIMEOUT, UNREACHABLE -> 30 * SECOND;
          case WRONG_NODE, UNPROVEN -> 10 * MINUTE;
          case SPOKE_HTTP, PROTOCOL -> HOUR;
          case WRONG_NETWORK, SELF, BANNED, NOT_ALLOWED -> LONGEST;
        };
    long longest = Math.min(LONGEST, base << Math.clamp(attempts, 0, MAX_DOUBLINGS));
    return SECOND + random.nextLong(longest);
  }

  private BackOff() {}
}
