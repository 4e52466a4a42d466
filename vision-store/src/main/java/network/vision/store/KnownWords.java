package network.vision.store;

import java.util.List;

/**
 * The words that the lines of a peer file are made of, so that a large book is read without making
 * each of them a hundred thousand times. A word that is missing here costs time, nothing else.
 */
final class KnownWords {

  private static final List<String> FIELDS =
      List.of(
          "peer",
          "tag",
          "role",
          "vision_address",
          "ebid",
          "proven_key",
          "handshake",
          "handshake_at",
          "penalty",
          "penalty_at",
          "banned_until",
          "anchor",
          "addresses",
          "record",
          "address",
          "provenance",
          "heard_from",
          "first_heard",
          "last_success",
          "last_failure",
          "failure",
          "attempts",
          "tried",
          "public_key",
          "seq",
          "signature",
          "crc");

  private static final List<String> VALUES =
      List.of("constellation", "guardian", "gossip", "seed", "default", "operator", "mapping");

  private static final int SLOTS = 1024;
  private static final String[] TABLE = new String[SLOTS];

  static {
    VALUES.forEach(KnownWords::add);
    FIELDS.forEach(KnownWords::add);
  }

  /** The part of {@code text} from {@code from} to before {@code to}. */
  static String part(String text, int from, int to) {
    if (from == to) {
      return "";
    }
    String known = TABLE[slot(text, from, to)];
    return known != null && known.length() == to - from && text.startsWith(known, from)
        ? known
        : text.substring(from, to);
  }

  private static void add(String word) {
    TABLE[slot(word, 0, word.length())] = word;
  }

  private static int slot(String text, int from, int to) {
    int ends = 31 * text.charAt(from) + 7 * text.charAt(to - 1);
    return (ends + 131 * (to - from)) & (SLOTS - 1);
  }

  private KnownWords() {}
}
