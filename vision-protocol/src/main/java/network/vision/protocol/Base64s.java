package network.vision.protocol;

import java.util.Base64;

/** Base64 that has one spelling only. */
final class Base64s {

  /** Whether {@code text} is the canonical Base64, with padding, of exactly {@code bytes} bytes. */
  static boolean isCanonical(String text, int bytes) {
    if (text.length() != (bytes + 2) / 3 * 4) {
      return false;
    }
    try {
      byte[] decoded = Base64.getDecoder().decode(text);
      return decoded.length == bytes && Base64.getEncoder().encodeToString(decoded).equals(text);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private Base64s() {}
}
