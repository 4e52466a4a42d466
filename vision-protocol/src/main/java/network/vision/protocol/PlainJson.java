package network.vision.protocol;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * JSON as programs write it, read without a parser: no white space, texts of ASCII that prints
 * without an escape, whole numbers of at most 18 digits.
 *
 * <pre>
 * {"PeerGossip":{"from_node":"VNODE-ABC","peers":[{"node_id":"3f2a...","port":7072}],"timestamp":1}}
 *              |             |                   |                           |    |
 *              object()      text()              array()             u16()        nextField(): none
 * </pre>
 *
 * <p>It decides against nobody: at the first byte that is spelled otherwise, at a field that nobody
 * knows and at a value that is refused it gives up, and the parser reads all of it from the start.
 * So a message means what the parser finds in it, and costs a part more where it is odd at the end.
 */
final class PlainJson extends JsonReader {

  private static final byte[] TRUE = ascii("true");
  private static final byte[] FALSE = ascii("false");
  private static final byte[] NULL = ascii("null");
  private static final int MAX_NAME_CHARS = 64;
  private static final int MAX_DIGITS = 18;
  private static final int NONE = -1;

  private final byte[] json;
  private int at;
  private boolean isFirst;
  private boolean hasGivenUp;
  private String field = "";

  private PlainJson(byte[] json) {
    this.json = json;
  }

  /** The value; null where it is for the parser to say what there is. */
  static <T> @Nullable T read(byte[] json, ValueReader<T> reader) {
    PlainJson in = new PlainJson(json);
    try {
      T value = reader.read(in);
      return in.at == json.length && !in.hasGivenUp ? value : null;
    } catch (RefusedException e) {
      return null;
    }
  }

  @Override
  void object() throws RefusedException {
    enter('{');
  }

  @Override
  void array() throws RefusedException {
    enter('[');
  }

  @Override
  boolean nextField() {
    return hasNext('}') && readName();
  }

  @Override
  <E extends Enum<E>> @Nullable JsonName<E> nextField(JsonName<E> expected) {
    if (!hasNext('}')) {
      return null;
    }
    if (take(expected.quoted())) {
      return expected;
    }
    return readName() ? expected.among(field) : null;
  }

  @Override
  boolean nextItem() {
    return hasNext(']');
  }

  @Override
  String field() {
    return field;
  }

  @Override
  boolean isObject() {
    return byteAt(at) == '{';
  }

  @Override
  boolean isArray() {
    return byteAt(at) == '[';
  }

  @Override
  boolean isText() {
    return byteAt(at) == '"';
  }

  @Override
  boolean isNull() {
    return byteAt(at) == 'n';
  }

  @Override
  void skip() {
    if (!take(NULL)) {
      giveUp();
    }
  }

  @Override
  int depth() {
    return 0;
  }

  @Override
  void leave(int depth) {
    giveUp();
  }

  @Override
  String text() throws RefusedException {
    int end = endOfText();
    if (end == NONE) {
      throw odd();
    }
    String text = text(at + 1, end);
    at = end + 1;
    return text;
  }

  @Override
  String shortText() throws RefusedException {
    String text = text();
    if (text.length() > Limits.MAX_TEXT_BYTES) {
      throw odd();
    }
    return text;
  }

  @Override
  String shortText(List<String> usual) throws RefusedException {
    int end = endOfText();
    for (String one : usual) {
      if (one.length() == end - at - 1 && isThere(one)) {
        at = end + 1;
        return one;
      }
    }
    return shortText();
  }

  @Override
  boolean bool() throws RefusedException {
    boolean isTrue = take(TRUE);
    if (!isTrue && !take(FALSE)) {
      throw odd();
    }
    return isTrue;
  }

  @Override
  long integer(long min, long max, Refusal refusal) throws RefusedException {
    int from = byteAt(at) == '-' ? at + 1 : at;
    int end = from;
    long digits = 0;
    while (isDigit(end) && end - from < MAX_DIGITS) {
      digits = digits * 10 + json[end] - '0';
      end++;
    }
    boolean hasLeadingZero = byteAt(from) == '0' && end > from + 1;
    long value = from > at ? -digits : digits;
    if (end == from || hasLeadingZero || isDigit(end) || value < min || value > max) {
      throw odd();
    }
    at = end;
    return value;
  }

  @Override
  long u64() throws RefusedException {
    return integer(0, Long.MAX_VALUE, Refusal.BAD_FIELD);
  }

  @Override
  double number() throws RefusedException {
    throw odd();
  }

  private void enter(char opening) throws RefusedException {
    if (byteAt(at) != opening) {
      throw odd();
    }
    at++;
    isFirst = true;
  }

  /** Whether another field or item follows, and stands before it then; else behind the end. */
  private boolean hasNext(char closing) {
    byte here = byteAt(at);
    boolean isEnd = here == closing;
    if (hasGivenUp || (!isEnd && !isFirst && here != ',') || at == json.length) {
      giveUp();
      return false;
    }
    at += isEnd || !isFirst ? 1 : 0;
    isFirst = false;
    return !isEnd;
  }

  private boolean readName() {
    int end = endOfText();
    if (end == NONE || end - at > MAX_NAME_CHARS || byteAt(end + 1) != ':') {
      giveUp();
      return false;
    }
    field = text(at + 1, end);
    at = end + 2;
    return true;
  }

  /** Where the text that begins here has its closing quote. */
  private int endOfText() {
    if (!isText()) {
      return NONE;
    }
    int end = at + 1;
    while (end < json.length && json[end] != '"') {
      if (json[end] < ' ' || json[end] > '~' || json[end] == '\\') {
        return NONE;
      }
      end++;
    }
    return end < json.length ? end : NONE;
  }

  private boolean isThere(String other) {
    for (int i = 0; i < other.length(); i++) {
      if (json[at + 1 + i] != other.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private boolean take(byte[] expected) {
    int end = at + expected.length;
    if (end > json.length || !Arrays.equals(json, at, end, expected, 0, expected.length)) {
      return false;
    }
    at = end;
    return true;
  }

  private boolean isDigit(int index) {
    return byteAt(index) >= '0' && byteAt(index) <= '9';
  }

  /** 0, which is no part of plain JSON, behind the end. */
  private byte byteAt(int index) {
    return index < json.length ? json[index] : 0;
  }

  private RefusedException odd() {
    giveUp();
    return new RefusedException(Refusal.MALFORMED_JSON);
  }

  private void giveUp() {
    hasGivenUp = true;
  }

  private String text(int from, int to) {
    return new String(json, from, to - from, StandardCharsets.US_ASCII);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
