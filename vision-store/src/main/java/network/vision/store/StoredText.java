package network.vision.store;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import network.vision.protocol.Limits;

/**
 * Which texts and times the store keeps. What it gives back may reach a log or a terminal, whoever
 * wrote the file.
 */
final class StoredText {

  private static final int MAX_WORD_CHARS = 32;

  static void requirePrintable(String field, String text) {
    boolean isShort = text.length() <= Limits.MAX_TEXT_BYTES / 3;
    if ((!isShort && text.getBytes(StandardCharsets.UTF_8).length > Limits.MAX_TEXT_BYTES)
        || !isPrintable(text)) {
      throw new IllegalArgumentException(
          field + " is not at most " + Limits.MAX_TEXT_BYTES + " bytes that print");
    }
  }

  static void requireWord(String field, String text) {
    if (text.isEmpty() || text.length() > MAX_WORD_CHARS || !isWord(text)) {
      throw new IllegalArgumentException(field + " is not a word of 1-32 characters a-z 0-9 - _");
    }
  }

  /**
   * {@code text} cut to {@code maxChars}, with a question mark for each character that does not
   * print.
   */
  static String printable(String text, int maxChars) {
    StringBuilder shown = new StringBuilder(Math.min(text.length(), maxChars));
    text.codePoints()
        .limit(maxChars)
        .map(c -> isPrintable(c) ? c : '?')
        .forEach(shown::appendCodePoint);
    return shown.toString();
  }

  static Instant toMillis(Instant time) {
    return time.truncatedTo(ChronoUnit.MILLIS);
  }

  private static boolean isWord(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if ((c < 'a' || c > 'z') && (c < '0' || c > '9') && c != '-' && c != '_') {
        return false;
      }
    }
    return true;
  }

  private static boolean isPrintable(String text) {
    for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
      if (!isPrintable(text.codePointAt(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isPrintable(int c) {
    if (c < 0x7f) {
      return c >= 0x20;
    }
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }

  private StoredText() {}
}
