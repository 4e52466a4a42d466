package network.vision.store;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;

/**
 * A JSON object on one line whose last field is the CRC-32 of all that stands before that field:
 *
 * <pre>
 *   {"peer":"8f3c…","tag":"VNODE-8f3c",…,"crc":"1c291ca3"}\n
 *   |------------ CRC-32 of this ------|
 * </pre>
 *
 * <p>Any one flipped bit, and any line cut short, is noticed. A line stays plain JSON, for {@code
 * jq} and {@code grep}.
 */
final class SealedLine {

  /** Length of the seal without the newline. */
  static final int SEAL_BYTES = ",\"crc\":\"00000000\"}".length();

  private static final byte[] FIELD = ",\"crc\":\"".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] DIGITS = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
  private static final int CRC_DIGITS = 8;

  /** {@code object}, a JSON object with a field at least, with its seal and a newline. */
  static byte[] seal(String object) {
    byte[] bytes = object.getBytes(StandardCharsets.UTF_8);
    byte[] seal = seal(bytes, 0, bytes.length - 1);
    byte[] line = Arrays.copyOf(bytes, bytes.length - 1 + seal.length);
    System.arraycopy(seal, 0, line, bytes.length - 1, seal.length);
    return line;
  }

  /**
   * Where the one line that {@code bytes} are ends, its newline left out; -1 if they are not one
   * intact line.
   */
  static int endOfOnly(byte[] bytes) {
    int end = bytes.length > 0 && bytes[bytes.length - 1] == '\n' ? bytes.length - 1 : bytes.length;
    return isIntact(bytes, 0, end) ? end : -1;
  }

  /**
   * The seal and the newline for a line that begins with {@code bytes} and lacks only the closing
   * brace.
   */
  static byte[] seal(byte[] bytes, int from, int to) {
    byte[] seal = new byte[SEAL_BYTES + 1];
    System.arraycopy(FIELD, 0, seal, 0, FIELD.length);
    int crc = crc(bytes, from, to);
    for (int i = 0; i < CRC_DIGITS; i++) {
      seal[FIELD.length + i] = DIGITS[crc >>> (28 - 4 * i) & 0xf];
    }
    seal[SEAL_BYTES - 2] = '"';
    seal[SEAL_BYTES - 1] = '}';
    seal[SEAL_BYTES] = '\n';
    return seal;
  }

  /** Whether a line, without its newline, bears a seal, right or wrong. */
  static boolean isSealed(byte[] line) {
    return isSealed(line, 0, line.length);
  }

  /** Whether the line in {@code bytes}, without its newline, bears the right seal. */
  static boolean isIntact(byte[] bytes, int from, int to) {
    int end = to - SEAL_BYTES;
    if (!isSealed(bytes, from, to)) {
      return false;
    }
    int crc = crc(bytes, from, end);
    for (int i = 0; i < CRC_DIGITS; i++) {
      if (bytes[end + FIELD.length + i] != DIGITS[crc >>> (28 - 4 * i) & 0xf]) {
        return false;
      }
    }
    return bytes[to - 2] == '"' && bytes[to - 1] == '}';
  }

  private static boolean isSealed(byte[] bytes, int from, int to) {
    int end = to - SEAL_BYTES;
    if (end <= from) {
      return false;
    }
    for (int i = 0; i < FIELD.length; i++) {
      if (bytes[end + i] != FIELD[i]) {
        return false;
      }
    }
    return true;
  }

  private static int crc(byte[] bytes, int from, int to) {
    CRC32 crc = new CRC32();
    crc.update(bytes, from, to - from);
    return (int) crc.getValue();
  }

  private SealedLine() {}
}
