package network.vision.protocol;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Ping and pong in their usual spelling, without a JSON parser: nearly all messages of an idle
 * connection are these two.
 *
 * <pre>
 * {"Ping":{"timestamp":1764873060}}
 * | 21 bytes           | digits   | 2 bytes
 * </pre>
 *
 * <p>Any other spelling, and a timestamp of more than 18 digits, is left to the parser, which finds
 * the same meaning in this one. Source: {@code docs/PROTOCOL.md §4}.
 */
final class PingText {

  private static final byte[] PING = ascii("{\"Ping\":{\"timestamp\":");
  private static final byte[] PONG = ascii("{\"Pong\":{\"timestamp\":");
  private static final int END_BYTES = 2;
  private static final int MAX_DIGITS = 18;

  /** The message; null if {@code json} is anything else. */
  static @Nullable Message read(byte[] json) {
    int end = json.length - END_BYTES;
    int digits = end - PING.length;
    if (digits < 1 || digits > MAX_DIGITS || json[end] != '}' || json[end + 1] != '}') {
      return null;
    }
    boolean isPing = startsWith(json, PING);
    if (!isPing && !startsWith(json, PONG)) {
      return null;
    }
    long timestamp = number(json, PING.length, end);
    if (timestamp < 0) {
      return null;
    }
    return isPing ? new Message.Ping(timestamp) : new Message.Pong(timestamp);
  }

  static byte[] write(Message.Ping ping) {
    return write(PING, ping.timestamp());
  }

  static byte[] write(Message.Pong pong) {
    return write(PONG, pong.timestamp());
  }

  private static byte[] write(byte[] start, long timestamp) {
    byte[] digits = ascii(Long.toUnsignedString(timestamp));
    byte[] json = Arrays.copyOf(start, start.length + digits.length + END_BYTES);
    System.arraycopy(digits, 0, json, start.length, digits.length);
    json[json.length - 2] = '}';
    json[json.length - 1] = '}';
    return json;
  }

  /** The decimal number there, or -1: JSON knows no leading zero. */
  private static long number(byte[] json, int from, int to) {
    if (json[from] == '0' && to - from > 1) {
      return -1;
    }
    long number = 0;
    for (int i = from; i < to; i++) {
      if (json[i] < '0' || json[i] > '9') {
        return -1;
      }
      number = number * 10 + json[i] - '0';
    }
    return number;
  }

  private static boolean startsWith(byte[] json, byte[] start) {
    return Arrays.equals(json, 0, start.length, start, 0, start.length);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private PingText() {}
}
