package network.vision.protocol;

import java.math.BigInteger;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.sym.PropertyNameMatcher;
import tools.jackson.core.util.JsonRecyclerPools;
import tools.jackson.core.util.Named;

/**
 * Pulls one JSON value out of a peer's bytes, field by field, and refuses what has another type or
 * is out of range.
 *
 * <p>
 *
 * {@snippet :
 * in.object();
 * while (in.nextField()) {
 *   switch (in.field()) {
 *     case "timestamp" -> timestamp = in.u64();
 *     default -> in.skip();
 *   }
 * }
 * }
 *
 * <p>Each reader method consumes the current value. Nesting, strings and numbers are bounded by
 * {@link Limits}.
 */
final class JsonReader implements AutoCloseable {

  /** Reads one value and consumes it. */
  @FunctionalInterface
  interface ValueReader<T> {
    T read(JsonReader in) throws RefusedException;
  }

  private static final BigInteger U64_LIMIT = BigInteger.ONE.shiftLeft(64);

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .recyclerPool(JsonRecyclerPools.threadLocalPool())
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(Limits.MAX_JSON_DEPTH)
                  .maxStringLength(Limits.MAX_MESSAGE_BYTES)
                  .maxNameLength(Limits.MAX_JSON_NAME_CHARS)
                  .maxNumberLength(Limits.MAX_JSON_NUMBER_CHARS)
                  .build())
          .build();

  private final JsonParser parser;

  private JsonReader(JsonParser parser) {
    this.parser = parser;
  }

  /** Reads exactly one value; anything but white space after it is refused too. */
  static <T> Decoded<T> decode(byte[] json, ValueReader<T> reader) {
    try (JsonReader in =
        new JsonReader(FACTORY.createParser(ObjectReadContext.empty(), json, 0, json.length))) {
      in.parser.nextToken();
      T value = reader.read(in);
      if (in.parser.nextToken() != null) {
        return new Decoded.Refused<>(Refusal.MALFORMED_JSON);
      }
      return new Decoded.Accepted<>(value);
    } catch (RefusedException e) {
      return new Decoded.Refused<>(e.refusal());
    } catch (StreamConstraintsException e) {
      return new Decoded.Refused<>(Refusal.TOO_COMPLEX);
    } catch (JacksonException e) {
      return new Decoded.Refused<>(Refusal.MALFORMED_JSON);
    }
  }

  /** Enters an object. */
  void object() throws RefusedException {
    require(JsonToken.START_OBJECT, Refusal.BAD_FIELD);
  }

  /** Enters an array. */
  void array() throws RefusedException {
    require(JsonToken.START_ARRAY, Refusal.BAD_FIELD);
  }

  /** Moves to the value of the next field; false at the end of the object. */
  boolean nextField() {
    if (parser.nextToken() != JsonToken.PROPERTY_NAME) {
      return false;
    }
    parser.nextToken();
    return true;
  }

  /** The same by what field it is; null at the end of the object. */
  <E extends Enum<E>> @Nullable E nextField(JsonNames<E> names) {
    int match = parser.nextNameMatch(names.matcher());
    if (parser.currentToken() != JsonToken.PROPERTY_NAME) {
      return null;
    }
    parser.nextToken();
    return names.of(match);
  }

  /** What tells {@code names} apart. */
  static PropertyNameMatcher matcher(List<String> names) {
    return FACTORY.constructNameMatcher(names.stream().map(Named::fromString).toList(), false);
  }

  /** Moves to the next item; false at the end of the array. */
  boolean nextItem() {
    return parser.nextToken() != JsonToken.END_ARRAY;
  }

  String field() {
    return parser.currentName();
  }

  boolean isObject() {
    return parser.currentToken() == JsonToken.START_OBJECT;
  }

  boolean isArray() {
    return parser.currentToken() == JsonToken.START_ARRAY;
  }

  boolean isText() {
    return parser.currentToken() == JsonToken.VALUE_STRING;
  }

  boolean isNull() {
    return parser.currentToken() == JsonToken.VALUE_NULL;
  }

  void skip() {
    parser.skipChildren();
  }

  /**
   * How deep the current token stands: a container's own depth counts from its opening to before
   * its closing.
   */
  int depth() {
    return parser.streamReadContext().getNestingDepth();
  }

  /** Leaves every container of {@code depth} or deeper. */
  void leave(int depth) {
    while (depth() >= depth && parser.nextToken() != null) {}
  }

  String text() throws RefusedException {
    require(JsonToken.VALUE_STRING, Refusal.BAD_FIELD);
    return parser.getString();
  }

  @Nullable String textOrNull() throws RefusedException {
    return isNull() ? null : text();
  }

  /** A text that may reach a log, or null. */
  @Nullable String shortTextOrNull() throws RefusedException {
    return isNull() ? null : shortText();
  }

  /** A text that may reach a log. */
  String shortText() throws RefusedException {
    String text = text();
    if (!Texts.isPrintable(text, Limits.MAX_TEXT_BYTES)) {
      throw new RefusedException(Refusal.BAD_TEXT);
    }
    return text;
  }

  /** The same; without a new string for one of the {@code usual} texts. */
  String shortText(List<String> usual) throws RefusedException {
    require(JsonToken.VALUE_STRING, Refusal.BAD_FIELD);
    for (String one : usual) {
      if (one.length() == parser.getStringLength() && isText(one)) {
        return one;
      }
    }
    return shortText();
  }

  boolean bool() throws RefusedException {
    boolean isTrue = parser.currentToken() == JsonToken.VALUE_TRUE;
    if (!isTrue) {
      require(JsonToken.VALUE_FALSE, Refusal.BAD_FIELD);
    }
    return isTrue;
  }

  /** An integer from {@code min} to {@code max}, else {@code refusal}. */
  long integer(long min, long max, Refusal refusal) throws RefusedException {
    require(JsonToken.VALUE_NUMBER_INT, refusal);
    if (parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
      throw new RefusedException(refusal);
    }
    long value = parser.getLongValue();
    if (value < min || value > max) {
      throw new RefusedException(refusal);
    }
    return value;
  }

  int u16(Refusal refusal) throws RefusedException {
    return (int) integer(0, 0xffff, refusal);
  }

  long u32() throws RefusedException {
    return integer(0, 0xffff_ffffL, Refusal.BAD_FIELD);
  }

  long i64() throws RefusedException {
    return integer(Long.MIN_VALUE, Long.MAX_VALUE, Refusal.BAD_FIELD);
  }

  /** All 64 bits, to be read as unsigned. */
  long u64() throws RefusedException {
    require(JsonToken.VALUE_NUMBER_INT, Refusal.BAD_FIELD);
    if (parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER) {
      return integer(0, Long.MAX_VALUE, Refusal.BAD_FIELD);
    }
    BigInteger value = parser.getBigIntegerValue();
    if (value.signum() < 0 || value.compareTo(U64_LIMIT) >= 0) {
      throw new RefusedException(Refusal.BAD_FIELD);
    }
    return value.longValue();
  }

  /** A finite number: {@code 1e999} is none, since nothing could write it again. */
  double number() throws RefusedException {
    JsonToken token = parser.currentToken();
    if (token != JsonToken.VALUE_NUMBER_FLOAT && token != JsonToken.VALUE_NUMBER_INT) {
      throw new RefusedException(Refusal.BAD_FIELD);
    }
    double value = parser.getDoubleValue();
    if (!Double.isFinite(value)) {
      throw new RefusedException(Refusal.BAD_FIELD);
    }
    return value;
  }

  @Override
  public void close() {
    parser.close();
  }

  private boolean isText(String other) {
    char[] chars = parser.getStringCharacters();
    int from = parser.getStringOffset();
    for (int i = 0; i < other.length(); i++) {
      if (chars[from + i] != other.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private void require(JsonToken token, Refusal refusal) throws RefusedException {
    if (parser.currentToken() != token) {
      throw new RefusedException(refusal);
    }
  }
}
