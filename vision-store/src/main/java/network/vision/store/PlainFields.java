package network.vision.store;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;

/**
 * The fields of a line that is as plain as {@link PeerWriter} writes most: ASCII, without white
 * space and escapes. Read where they stand, in the bytes of the file.
 *
 * <p>A large book is a million such fields, read before the node can start, in a JVM that has just
 * begun; a general parser takes several times as long over them. Invariant: what is understood
 * here, {@link JsonFields} understands in the same way; at anything else this gives up. Source:
 * {@code docs/decisions/011-plain-lines-by-hand.md}.
 */
final class PlainFields implements Fields {

  private static final int MAX_DIGITS = 18;
  private static final int MAX_NUMBER_CHARS = 40;
  private static final byte[] TRUE = "true".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] FALSE = "false".getBytes(StandardCharsets.US_ASCII);

  private final byte[] bytes;
  private int end;
  private PeerField field = PeerField.UNKNOWN;
  private int at;

  /** Reads lines that stand in {@code bytes}, one after the other. */
  PlainFields(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * What the object says that begins at {@code from} and ends before {@code to}.
   *
   * @throws IllegalArgumentException if it is less plain than this reads; it may still be JSON
   */
  PeerLine read(int from, int to) {
    at = from;
    end = to;
    return PeerReader.read(this);
  }

  /** The first byte that was not read. */
  int at() {
    return at;
  }

  @Override
  public void object() {
    require('{');
  }

  @Override
  public void array() {
    require('[');
  }

  @Override
  public boolean nextField() {
    if (!isFollowed('{', '}')) {
      return false;
    }
    int from = at + 1;
    passText();
    field = PeerField.of(bytes, from, at - 1);
    require(':');
    return true;
  }

  @Override
  public boolean nextItem() {
    return isFollowed('[', ']');
  }

  @Override
  public PeerField field() {
    return field;
  }

  /** Texts, such as the seal, and yes or no only. */
  @Override
  public void skip() {
    if (current() == '"') {
      passText();
    } else {
      bool();
    }
  }

  @Override
  public String text() {
    int from = at + 1;
    passText();
    return new String(bytes, from, at - 1 - from, StandardCharsets.ISO_8859_1);
  }

  @Override
  public String word() {
    int from = at + 1;
    passText();
    return KnownWords.word(bytes, from, at - 1);
  }

  @Override
  public Instant time() {
    int from = at + 1;
    passText();
    try {
      Instant time = TimeText.parseUsual(bytes, from, at - 1);
      if (time != null) {
        return time;
      }
    } catch (DateTimeException e) {
      // There is no such day: a more patient reader says so.
    }
    throw notPlain();
  }

  @Override
  public boolean bool() {
    boolean isTrue = current() == 't';
    for (byte c : isTrue ? TRUE : FALSE) {
      require(c);
    }
    return isTrue;
  }

  @Override
  public int integer(int min, int max) {
    long value = u64();
    if (value < min || value > max) {
      throw notPlain();
    }
    return (int) value;
  }

  @Override
  public long u64() {
    int start = at;
    long value = 0;
    for (int c = current(); c >= '0' && c <= '9'; c = current()) {
      value = 10 * value + c - '0';
      at++;
    }
    int digits = at - start;
    if (digits == 0 || digits > MAX_DIGITS || (digits > 1 && bytes[start] == '0')) {
      throw notPlain();
    }
    return value;
  }

  /** Without an exponent, which is left over and so makes the line less plain than this reads. */
  @Override
  public double number() {
    int start = at;
    long whole = u64();
    if (current() != '.') {
      return whole;
    }
    at++;
    int decimals = at;
    while (current() >= '0' && current() <= '9') {
      at++;
    }
    if (at == decimals || at - start > MAX_NUMBER_CHARS) {
      throw notPlain();
    }
    return Double.parseDouble(new String(bytes, start, at - start, StandardCharsets.ISO_8859_1));
  }

  /** Steps over a comma where one is due, or over the end of what {@code open} has begun. */
  private boolean isFollowed(char open, char close) {
    if (current() == close) {
      at++;
      return false;
    }
    if (bytes[at - 1] != open) {
      require(',');
    }
    return true;
  }

  private void passText() {
    require('"');
    int i = at;
    while (i < end && bytes[i] != '"') {
      if (bytes[i] < ' ' || bytes[i] == '\\') {
        throw notPlain();
      }
      i++;
    }
    if (i >= end) {
      throw notPlain();
    }
    at = i + 1;
  }

  private void require(int c) {
    if (current() != c) {
      throw notPlain();
    }
    at++;
  }

  private int current() {
    return at < end ? bytes[at] : 0;
  }

  private static IllegalArgumentException notPlain() {
    return new IllegalArgumentException("not a plain line");
  }
}
