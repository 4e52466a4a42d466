package network.vision.store;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import network.vision.protocol.Limits;
import network.vision.protocol.Texts;

/**
 * Which texts and times the store keeps. What it gives back may reach a log or a terminal, whoever
 * wrote the file.
 */
final class StoredText {

  private static final int MAX_WORD_CHARS = 32;

  static void requirePrintable(String field, String text) {
    if (!Texts.isPrintable(text, Limits.MAX_TEXT_BYTES)) {
      throw new IllegalArgumentException(
          field + " is not at most " + Limits.MAX_TEXT_BYTES + " bytes that print");
    }
  }

  static void requireWord(String field, String text) {
    if (text.isEmpty() || text.length() > MAX_WORD_CHARS || !isWord(text)) {
      throw new IllegalArgumentException(field + " is not a word of 1-32 characters a-z 0-9 - _");
    }
  }

  // The usual time is whole already, and a large book holds half a million of them.
  @SuppressWarnings("JavaInstantGetSecondsGetNano")
  static Instant toMillis(Instant time) {
    boolean isWhole = time.getNano() % 1_000_000 == 0;
    return isWhole ? time : time.truncatedTo(ChronoUnit.MILLIS);
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

  private StoredText() {}
}
