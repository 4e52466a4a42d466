package network.vision.gossip;

import java.util.random.RandomGenerator;

/**
 * SipHash-2-4 over whole 64-bit words: what an outsider cannot steer without the key.
 *
 * <p>Immutable. Source: Aumasson and Bernstein, "SipHash: a fast short-input PRF" (2012).
 *
 * @param k0 first half of the key
 * @param k1 second half of the key
 */
record KeyedHash(long k0, long k1) {

  private static final int WORD_BYTES = 8;

  static KeyedHash drawn(RandomGenerator random) {
    return new KeyedHash(random.nextLong(), random.nextLong());
  }

  /** The hash of two words. */
  long hash(long first, long second) {
    return new State(k0, k1).word(first).word(second).end(2);
  }

  /** The hash of three words. */
  long hash(long first, long second, long third) {
    return new State(k0, k1).word(first).word(second).word(third).end(3);
  }

  /** The hash of four words. */
  long hash(long first, long second, long third, long fourth) {
    return new State(k0, k1).word(first).word(second).word(third).word(fourth).end(4);
  }

  private static final class State {

    private long v0;
    private long v1;
    private long v2;
    private long v3;

    State(long k0, long k1) {
      v0 = 0x736f6d6570736575L ^ k0;
      v1 = 0x646f72616e646f6dL ^ k1;
      v2 = 0x6c7967656e657261L ^ k0;
      v3 = 0x7465646279746573L ^ k1;
    }

    State word(long word) {
      v3 ^= word;
      round();
      round();
      v0 ^= word;
      return this;
    }

    long end(int words) {
      word(((long) words * WORD_BYTES) << 56);
      v2 ^= 0xff;
      round();
      round();
      round();
      round();
      return v0 ^ v1 ^ v2 ^ v3;
    }

    private void round() {
      v0 += v1;
      v1 = Long.rotateLeft(v1, 13) ^ v0;
      v0 = Long.rotateLeft(v0, 32);
      v2 += v3;
      v3 = Long.rotateLeft(v3, 16) ^ v2;
      v0 += v3;
      v3 = Long.rotateLeft(v3, 21) ^ v0;
      v2 += v1;
      v1 = Long.rotateLeft(v1, 17) ^ v2;
      v2 = Long.rotateLeft(v2, 32);
    }
  }
}
