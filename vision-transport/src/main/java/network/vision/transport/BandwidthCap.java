package network.vision.transport;

/**
 * The cap on bytes of all sockets together, both ways.
 *
 * <p>What is written is charged and what is read is charged; while the node is in debt, whoever has
 * read waits until all of it is paid. So a second beyond the cap is followed by as much less, and
 * what each connection reads once is all that can be over. Most of what a node writes answers what
 * it read, so holding the reading holds both. Netty's traffic shaping is not used because it queues
 * writes without a bound of ours and sets {@code autoRead} on its own, against {@link ReadGate}.
 *
 * <p>Safe for all network threads.
 */
final class BandwidthCap {

  private final TokenBucket bucket;

  /** A cap with a burst of one second. */
  BandwidthCap(long bytesPerSecond, long nowNanos) {
    this.bucket = new TokenBucket((double) bytesPerSecond, (double) bytesPerSecond, nowNanos);
  }

  /**
   * Charges {@code bytes}, 0 to ask only; nanoseconds until the debt is paid, 0 if there is none.
   */
  synchronized long charge(int bytes, long nowNanos) {
    return bucket.charge(bytes, nowNanos);
  }
}
