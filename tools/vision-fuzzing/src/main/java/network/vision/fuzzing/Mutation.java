package network.vision.fuzzing;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/** Small changes to bytes that were read once, as an attacker or a faulty line would make them. */
final class Mutation {

  private static final int MAX_CHANGES = 6;
  private static final int MAX_BYTES = 5000;
  private static final byte[] MEANINGFUL = {
    '{', '}', '[', ']', '"', ':', ',', '-', '0', '9', 'e', '.', '\\', 'u', 0, 1, 0x7f, -1
  };

  /** Up to five changes of {@code input}, some with pieces of {@code other}. */
  static byte[] of(byte[] input, byte[] other, RandomGenerator random) {
    byte[] mutated = input.clone();
    int changes = random.nextInt(MAX_CHANGES);
    for (int i = 0; i < changes && mutated.length > 0; i++) {
      mutated = changed(mutated, other, random);
    }
    return mutated;
  }

  private static byte[] changed(byte[] input, byte[] other, RandomGenerator random) {
    int at = random.nextInt(input.length);
    switch (random.nextInt(5)) {
      case 0 -> input[at] = (byte) random.nextInt(256);
      case 1 -> input[at] ^= (byte) (1 << random.nextInt(8));
      case 2 -> input[at] = MEANINGFUL[random.nextInt(MEANINGFUL.length)];
      case 3 -> {
        return Arrays.copyOf(input, Math.max(1, at));
      }
      default -> {
        return joined(Arrays.copyOf(input, at), other, random.nextInt(other.length + 1));
      }
    }
    return input;
  }

  private static byte[] joined(byte[] head, byte[] other, int from) {
    int copied = Math.min(other.length - from, Math.max(0, MAX_BYTES - head.length));
    byte[] joined = Arrays.copyOf(head, head.length + copied);
    System.arraycopy(other, from, joined, head.length, copied);
    return joined;
  }

  private Mutation() {}
}
