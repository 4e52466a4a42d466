package network.vision.transport;

/**
 * A budget that grows back: so much at once, and so much a second.
 *
 * <p>May be overdrawn by {@link #charge}, and then tells how long until it is level again. Owner:
 * one thread, or whoever holds the lock around it. Time comes in as an argument.
 */
final class TokenBucket {

  private static final double NANOS_PER_SECOND = 1e9;

  private final double capacity;
  private final double perNano;
  private double tokens;
  private long lastNanos;

  /** A full bucket. */
  TokenBucket(double capacity, double perSecond, long nowNanos) {
    this.capacity = capacity;
    this.perNano = perSecond / NANOS_PER_SECOND;
    this.tokens = capacity;
    this.lastNanos = nowNanos;
  }

  /**
   * Takes {@code cost}, into debt if need be; nanoseconds until the debt is paid, 0 if there is
   * none.
   */
  long charge(double cost, long nowNanos) {
    grow(nowNanos);
    tokens -= cost;
    return tokens >= 0 ? 0 : (long) Math.ceil(-tokens / perNano);
  }

  /** Takes {@code cost} if it is there; false, and nothing taken, if it is not. */
  boolean take(double cost, long nowNanos) {
    grow(nowNanos);
    if (cost > tokens) {
      return false;
    }
    tokens -= cost;
    return true;
  }

  private void grow(long nowNanos) {
    tokens = Math.min(capacity, tokens + (nowNanos - lastNanos) * perNano);
    lastNanos = nowNanos;
  }
}
