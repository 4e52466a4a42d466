package network.vision.protocol;

import java.util.Arrays;

/** Base64 that has one spelling only (RFC 4648 §3.5). */
final class Base64s {

  private static final String DIGITS =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  private static final byte[] VALUES = new byte[128];

  static {
    Arrays.fill(VALUES, (byte) -1);
    for (int i = 0; i < DIGITS.length(); i++) {
      VALUES[DIGITS.charAt(i)] = (byte) i;
    }
  }

  /** Whether {@code text} is the canonical Base64, with padding, of exactly {@code bytes} bytes. */
  static boolean isCanonical(String text, int bytes) {
    int digits = (8 * bytes + 5) / 6;
    int padding = (bytes + 2) / 3 * 4 - digits;
    if (text.length() != digits + padding || !text.regionMatches(digits, "==", 0, padding)) {
      return false;
    }
    int last = 0;
    for (int i = 0; i < digits; i++) {
      char c = text.charAt(i);
      last = c < VALUES.length ? VALUES[c] : -1;
      if (last < 0) {
        return false;
      }
    }
    int unusedBits = 6 * digits - 8 * bytes;
    return (last & ((1 << unusedBits) - 1)) == 0;
  }

  private Base64s() {}
}
