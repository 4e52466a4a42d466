package network.vision.gossip;

/** Allows a burst, and then so many a second. Owner: the loop thread. */
final class TokenBucket {

  private static final double MILLIS = 1_000;

  private final double perSecond;
  private final double burst;
  private double tokens;
  private long filledMillis = Long.MIN_VALUE;

  TokenBucket(double perSecond, double burst) {
    this.perSecond = perSecond;
    this.burst = burst;
    this.tokens = burst;
  }

  /** For entries of one connection that would change the book: 0.1 a second, 1,000 at once. */
  static TokenBucket forGossipEntries() {
    return new TokenBucket(0.1, 1_000);
  }

  /** For a peer's words about itself on one connection: one in ten seconds, 10 at once. */
  static TokenBucket forOwnWords() {
    return new TokenBucket(0.1, 10);
  }

  /** Takes a token; false when there is none. */
  boolean take(Now now) {
    if (filledMillis != Long.MIN_VALUE) {
      double filled = tokens + (now.millis() - filledMillis) / MILLIS * perSecond;
      tokens = Math.max(tokens, Math.min(burst, filled));
    }
    filledMillis = now.millis();
    if (tokens < 1) {
      return false;
    }
    tokens--;
    return true;
  }

  /**
   * Allows {@code more} at once, beyond the burst and until they are taken: we asked for them. What
   * was allowed before and not taken does not add up.
   */
  void allow(int more) {
    tokens = Math.max(tokens, Math.min(tokens + more, burst + more));
  }
}
