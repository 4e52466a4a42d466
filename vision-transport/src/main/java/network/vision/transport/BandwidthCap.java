package network.vision.transport;

/**
 * The cap on bytes of all sockets together, both ways.
 *
 * <p>What is written is charged and what is read is charged; while the node is in debt, whoever
 * reads waits. Most of what a node writes answers what it read, so holding the reading holds both.
 * Netty's traffic shaping is not used because it queues writes without a bound of ours and sets
 * {@code autoRead} on its own, against {@link ReadGate}.
 *
 * <p>Safe for all network threads.
 */
final class BandwidthCap {

  private static final long LONGEST_WAIT_NANOS = 1_000_000_000L;

  private final TokenBucket bucket;

  /** A cap with a burst of one second. */
  BandwidthCap(long bytesPerSecond, long nowNanos) {
    this.bucket = new TokenBucket((double) bytesPerSecond, (double) bytesPerSecond, nowNanos);
  }

  /** Charges {@code bytes}; how long the reader should wait, 0 to one second in nanoseconds. */
  synchronized long charge(int bytes, long nowNanos) {
    return Math.min(LONGEST_WAIT_NANOS, bucket.charge(bytes, nowNanos));
  }
}
