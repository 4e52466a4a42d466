package network.vision.store;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * Words that the lines of a peer file repeat, found by their bytes, so that a large book is read
 * without making each of them a hundred thousand times.
 */
final class KnownWords {

  private static final int SLOTS = 1024;
  private static final KnownWords VALUES =
      new KnownWords(
          List.of(
              "constellation",
              "guardian",
              "handshake",
              "gossip",
              "seed",
              "default",
              "operator",
              "mapping",
              "refused",
              "timeout"));

  private final List<String> words;
  private final byte[][] spellings;
  private final byte[] slots = new byte[SLOTS];

  /** At most 127 words; where two fall into one slot, the first is not found. */
  KnownWords(List<String> words) {
    this.words = List.copyOf(words);
    this.spellings = new byte[words.size()][];
    Arrays.fill(slots, (byte) -1);
    for (int i = 0; i < spellings.length; i++) {
      byte[] spelling = words.get(i).getBytes(StandardCharsets.US_ASCII);
      spellings[i] = spelling;
      slots[slot(spelling, 0, spelling.length)] = (byte) i;
    }
  }

  /** The text from {@code from} to before {@code to}, which is ASCII. */
  static String word(byte[] bytes, int from, int to) {
    int known = VALUES.find(bytes, from, to);
    return known < 0
        ? new String(bytes, from, to - from, StandardCharsets.ISO_8859_1)
        : VALUES.words.get(known);
  }

  /** Which word stands from {@code from} to before {@code to}; -1 if none is found. */
  int find(byte[] bytes, int from, int to) {
    int word = from == to ? -1 : slots[slot(bytes, from, to)];
    return word >= 0 && Arrays.equals(spellings[word], 0, spellings[word].length, bytes, from, to)
        ? word
        : -1;
  }

  private static int slot(byte[] bytes, int from, int to) {
    int letters = 31 * bytes[from] + 17 * bytes[(from + to) >>> 1] + 7 * bytes[to - 1];
    return (letters + 131 * (to - from)) & (SLOTS - 1);
  }
}
