package network.vision.store;

/**
 * The fields of a line that is as plain as {@link PeerWriter} writes most: ASCII, without white
 * space and escapes.
 *
 * <p>A large book is a million such fields, read before the node can start, in a JVM that has just
 * begun; a general parser takes several times as long over them. Invariant: what is understood
 * here, {@link JsonFields} understands in the same way; at anything else this gives up. Source:
 * {@code docs/decisions/011-plain-lines-by-hand.md}.
 */
final class PlainFields implements Fields {

  private static final int MAX_DIGITS = 18;

  private final String line;
  private String field = "";
  private int at;

  private PlainFields(String line) {
    this.line = line;
  }

  /**
   * What {@code line} says.
   *
   * @param line without control characters and backslashes
   * @throws IllegalArgumentException if it is less plain than this reads; it may still be JSON
   */
  static PeerLine read(String line) {
    PlainFields in = new PlainFields(line);
    PeerLine content = PeerReader.read(in);
    if (in.at != line.length()) {
      throw notPlain();
    }
    return content;
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
    field = text();
    require(':');
    return true;
  }

  @Override
  public boolean nextItem() {
    return isFollowed('[', ']');
  }

  @Override
  public String field() {
    return field;
  }

  /** Texts only, such as the seal. */
  @Override
  public void skip() {
    text();
  }

  @Override
  public String text() {
    require('"');
    int end = line.indexOf('"', at);
    if (end < 0) {
      throw notPlain();
    }
    String text = KnownWords.part(line, at, end);
    at = end + 1;
    return text;
  }

  @Override
  public boolean bool() {
    boolean isTrue = current() == 't';
    String word = isTrue ? "true" : "false";
    if (!line.startsWith(word, at)) {
      throw notPlain();
    }
    at += word.length();
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
    for (char c = current(); c >= '0' && c <= '9'; c = current()) {
      value = 10 * value + c - '0';
      at++;
    }
    int digits = at - start;
    if (digits == 0 || digits > MAX_DIGITS || (digits > 1 && line.charAt(start) == '0')) {
      throw notPlain();
    }
    return value;
  }

  /** Whole numbers only: a number that is left with a fraction or an exponent is not ended. */
  @Override
  public double number() {
    return u64();
  }

  /** Steps over a comma where one is due, or over the end of what {@code open} has begun. */
  private boolean isFollowed(char open, char close) {
    if (current() == close) {
      at++;
      return false;
    }
    if (line.charAt(at - 1) != open) {
      require(',');
    }
    return true;
  }

  private void require(char c) {
    if (current() != c) {
      throw notPlain();
    }
    at++;
  }

  private char current() {
    return at < line.length() ? line.charAt(at) : 0;
  }

  private static IllegalArgumentException notPlain() {
    return new IllegalArgumentException("not a plain line");
  }
}
