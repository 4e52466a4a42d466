package network.vision.protocol;

/** Which texts of a stranger may reach a log, a terminal or a page. */
public final class Texts {

  /** Whether {@code text} is at most {@code maxBytes} of UTF-8 and every character of it prints. */
  public static boolean isPrintable(String text, int maxBytes) {
    if (text.length() > maxBytes) {
      return false;
    }
    int ascii = 0;
    while (ascii < text.length() && text.charAt(ascii) >= 0x20 && text.charAt(ascii) < 0x7f) {
      ascii++;
    }
    return ascii == text.length() || isPrintable(text, ascii, maxBytes);
  }

  /** The same of a text that is ASCII and prints up to {@code start}. */
  private static boolean isPrintable(String text, int start, int maxBytes) {
    int bytes = start;
    for (int i = start; i < text.length(); ) {
      int c = text.codePointAt(i);
      if (c < 0x20 || (c >= 0x7f && !printsBeyondAscii(c))) {
        return false;
      }
      bytes += c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
      i += Character.charCount(c);
    }
    return bytes <= maxBytes;
  }

  /** Whether {@code text} is 1 to {@code maxChars} characters from {@code !} to {@code ~}. */
  static boolean isVisibleAscii(String text, int maxChars) {
    if (text.isEmpty() || text.length() > maxChars) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < '!' || text.charAt(i) > '~') {
        return false;
      }
    }
    return true;
  }

  /**
   * {@code text} cut to {@code maxChars}, with a question mark for each character that does not
   * print.
   */
  public static String printable(String text, int maxChars) {
    StringBuilder shown = new StringBuilder(Math.min(text.length(), maxChars));
    text.codePoints()
        .limit(maxChars)
        .map(c -> (c >= 0x20 && c < 0x7f) || (c > 0x7f && printsBeyondAscii(c)) ? c : '?')
        .forEach(shown::appendCodePoint);
    return shown.toString();
  }

  /**
   * Control, format (bidirectional among them), surrogate, private-use and unassigned characters do
   * not print.
   */
  private static boolean printsBeyondAscii(int c) {
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

  private Texts() {}
}
