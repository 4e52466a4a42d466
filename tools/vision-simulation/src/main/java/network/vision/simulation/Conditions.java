package network.vision.simulation;

import java.util.random.RandomGenerator;

/**
 * How well the network carries.
 *
 * <p>A stream has no holes: what is lost is sent again, which takes time, and what is lost too
 * often resets the connection.
 *
 * @param minDelayMillis one way
 * @param maxDelayMillis one way; drawn anew for each parcel
 * @param loss share of transmissions that are lost, 0–0.5
 * @param resets share of parcels after which the connection is reset, 0–0.5
 * @param coding whether parcels pass through the real codecs
 */
record Conditions(
    int minDelayMillis, int maxDelayMillis, double loss, double resets, Coding coding) {

  /** How long the first retransmission waits; each further one twice as long (RFC 6298 §2.4). */
  private static final long RETRANSMISSION_MILLIS = 200;

  private static final int MAX_TRANSMISSIONS = 8;
  private static final double MAX_SHARE = 0.5;

  /**
   * @throws IllegalArgumentException naming the value that is out of range
   */
  Conditions {
    require(minDelayMillis >= 0 && maxDelayMillis >= minDelayMillis, "delays are 0 <= min <= max");
    require(loss >= 0 && loss <= MAX_SHARE, "loss is 0-0.5");
    require(resets >= 0 && resets <= MAX_SHARE, "resets is 0-0.5");
  }

  /** What the figures of the table are measured under: 2 ms, 1 % loss, real bytes. */
  static Conditions measured() {
    return new Conditions(2, 2, 0.01, 0, Coding.CODECS);
  }

  /** Anything from a quiet local network to a bad line. */
  static Conditions random(RandomGenerator random) {
    int min = random.nextInt(2, 100);
    return new Conditions(
        min,
        min + random.nextInt(0, 401),
        random.nextInt(0, 31) / 100.0,
        random.nextInt(4) == 0 ? 0.005 : 0,
        random.nextInt(4) == 0 ? Coding.CODECS : Coding.VALUES);
  }

  /** The same with parcels that arrive as they are. */
  Conditions asValues() {
    return with(Coding.VALUES);
  }

  /** The same with another coding. */
  Conditions with(Coding other) {
    return new Conditions(minDelayMillis, maxDelayMillis, loss, resets, other);
  }

  /** How long one parcel is under way; −1: the connection does not survive it. */
  long draw(RandomGenerator random) {
    long millis = random.nextInt(minDelayMillis, maxDelayMillis + 1);
    long wait = RETRANSMISSION_MILLIS;
    for (int sent = 1; random.nextDouble() < loss; sent++) {
      if (sent == MAX_TRANSMISSIONS) {
        return -1;
      }
      millis += wait;
      wait *= 2;
    }
    return random.nextDouble() < resets ? -1 : millis;
  }

  private static void require(boolean holds, String what) {
    if (!holds) {
      throw new IllegalArgumentException(what);
    }
  }
}
