package network.vision.store;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import network.vision.protocol.IpAddress;
import network.vision.protocol.PeerAddress;

/**
 * JSON objects, each on one line and without white space, as the bytes of a file. A million fields
 * are written when a large book is saved for the first time, which is why this puts each byte in
 * its place once and makes no object on the way.
 *
 * <p>Invariant: an object is well formed as long as whatever is begun is ended.
 */
final class JsonLines {

  private static final String HEX = "0123456789abcdef";

  private byte[] bytes = new byte[1024];
  private int size;
  private int lineStart;

  /** How many bytes there are. */
  int size() {
    return size;
  }

  /** Has no lines, and keeps the room that they took. */
  void clear() {
    size = 0;
  }

  /** All lines; until another one is begun. */
  ByteBuffer view() {
    return ByteBuffer.wrap(bytes, 0, size);
  }

  byte[] toByteArray() {
    return Arrays.copyOf(bytes, size);
  }

  /** Begins the object of another line. */
  void begin() {
    lineStart = size;
    put('{');
  }

  /** Ends the line's object, and not the line. */
  void end() {
    put('}');
  }

  /** Ends the line's object with its seal, and the line. */
  void endSealed() {
    put(SealedLine.seal(bytes, lineStart, size));
  }

  /** Begins an object within a list. */
  void beginObject() {
    item();
    put('{');
  }

  void beginObject(String field) {
    name(field);
    put('{');
  }

  void endObject() {
    put('}');
  }

  void beginList(String field) {
    name(field);
    put('[');
  }

  void endList() {
    put(']');
  }

  JsonLines text(String field, String value) {
    name(field);
    quote(value);
    return this;
  }

  JsonLines number(String field, int value) {
    name(field);
    put(Integer.toString(value));
    return this;
  }

  /** A finite number. */
  void number(String field, double value) {
    name(field);
    put(Double.toString(value));
  }

  /** All 64 bits of {@code value}, read as unsigned. */
  void u64(String field, long value) {
    name(field);
    put(Long.toUnsignedString(value));
  }

  void yes(String field) {
    name(field);
    put("true");
  }

  void texts(String field, List<String> values) {
    beginList(field);
    for (String value : values) {
      item();
      quote(value);
    }
    endList();
  }

  void time(String field, Instant value) {
    name(field);
    put('"');
    reserve(TimeText.MAX_BYTES);
    size += TimeText.write(value, bytes, size);
    put('"');
  }

  void ip(String field, IpAddress value) {
    name(field);
    put('"');
    ip(value);
    put('"');
  }

  void address(String field, PeerAddress value) {
    name(field);
    put('"');
    if (value.ip().isIpv4()) {
      ip(value.ip());
      put(':');
      digits(value.port());
    } else {
      put(value.toString());
    }
    put('"');
  }

  private void ip(IpAddress value) {
    if (!value.isIpv4()) {
      put(value.toString());
      return;
    }
    for (int shift = 24; shift >= 0; shift -= 8) {
      digits((int) (value.low() >>> shift) & 0xff);
      if (shift > 0) {
        put('.');
      }
    }
  }

  private void digits(int value) {
    if (value >= 10) {
      digits(value / 10);
    }
    put((char) ('0' + value % 10));
  }

  private void name(String field) {
    item();
    put('"');
    put(field);
    put('"');
    put(':');
  }

  /** What stands before the next field or item. */
  private void item() {
    byte last = bytes[size - 1];
    if (last != '{' && last != '[') {
      put(',');
    }
  }

  private void quote(String value) {
    put('"');
    if (isPlain(value)) {
      put(value);
    } else {
      for (byte c : value.getBytes(StandardCharsets.UTF_8)) {
        escape(c);
      }
    }
    put('"');
  }

  /** Whether the characters of {@code value} are its bytes. */
  private static boolean isPlain(String value) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c < ' ' || c > '~' || c == '"' || c == '\\') {
        return false;
      }
    }
    return true;
  }

  private void escape(byte c) {
    if (c >= 0 && c < ' ') {
      put("\\u00");
      put(HEX.charAt(c >> 4));
      put(HEX.charAt(c & 0xf));
    } else {
      if (c == '"' || c == '\\') {
        put('\\');
      }
      put((char) c);
    }
  }

  /** ASCII, of which the low bytes are all there is. */
  @SuppressWarnings("deprecation")
  private void put(String text) {
    reserve(text.length());
    text.getBytes(0, text.length(), bytes, size);
    size += text.length();
  }

  private void put(byte[] more) {
    reserve(more.length);
    System.arraycopy(more, 0, bytes, size, more.length);
    size += more.length;
  }

  private void put(char c) {
    reserve(1);
    bytes[size++] = (byte) c;
  }

  private void reserve(int more) {
    if (bytes.length - size < more) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, size + more));
    }
  }
}
