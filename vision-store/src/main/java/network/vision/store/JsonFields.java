package network.vision.store;

import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import network.vision.protocol.Texts;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/**
 * Pulls one JSON object out of a line, field by field. Whoever wrote the line, what has another
 * type or is out of range is refused with an {@link IllegalArgumentException} that names the field.
 */
final class JsonFields implements AutoCloseable {

  private static final int MAX_DEPTH = 8;
  private static final int MAX_NUMBER_CHARS = 40;
  private static final BigInteger U64_LIMIT = BigInteger.ONE.shiftLeft(64);

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_DEPTH)
                  .maxNumberLength(MAX_NUMBER_CHARS)
                  .build())
          .build();

  private final JsonParser parser;

  private JsonFields(JsonParser parser) {
    this.parser = parser;
  }

  /**
   * Reads exactly one value from {@code bytes}.
   *
   * @throws IllegalArgumentException if it is not JSON, or {@code reader} refuses it
   */
  static <T> T read(byte[] bytes, int from, int to, Function<JsonFields, T> reader) {
    try (JsonFields in =
        new JsonFields(FACTORY.createParser(ObjectReadContext.empty(), bytes, from, to - from))) {
      in.parser.nextToken();
      T value = reader.apply(in);
      if (in.parser.nextToken() != null) {
        throw new IllegalArgumentException("more than one JSON value");
      }
      return value;
    } catch (JacksonException e) {
      throw new IllegalArgumentException("not JSON: " + firstLine(e), e);
    }
  }

  void object() {
    require(JsonToken.START_OBJECT, "an object");
  }

  void array() {
    require(JsonToken.START_ARRAY, "a list");
  }

  /** Moves to the value of the next field; false at the end of the object. */
  boolean nextField() {
    if (parser.nextToken() != JsonToken.PROPERTY_NAME) {
      return false;
    }
    parser.nextToken();
    return true;
  }

  /** Moves to the next item; false at the end of the array. */
  boolean nextItem() {
    return parser.nextToken() != JsonToken.END_ARRAY;
  }

  String field() {
    return parser.currentName();
  }

  boolean isText() {
    return parser.currentToken() == JsonToken.VALUE_STRING;
  }

  void skip() {
    parser.skipChildren();
  }

  String text() {
    require(JsonToken.VALUE_STRING, "a text");
    return parser.getString();
  }

  /** A text of which {@code parse} makes something. */
  <T> T text(Function<String, Optional<T>> parse) {
    Optional<T> value = parse.apply(text());
    if (value.isEmpty()) {
      throw new IllegalArgumentException(
          parser.currentName() + ": \"" + Texts.printable(parser.getString(), 40) + "\" is none");
    }
    return value.get();
  }

  boolean bool() {
    return switch (parser.currentToken()) {
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      default -> throw wrong("true or false");
    };
  }

  int integer(int min, int max) {
    require(JsonToken.VALUE_NUMBER_INT, "a number");
    long value = isLarge() ? Long.MAX_VALUE : parser.getLongValue();
    if (value < min || value > max) {
      throw wrong("a number from " + min + " to " + max);
    }
    return (int) value;
  }

  /** All 64 bits, to be read as unsigned. */
  long u64() {
    require(JsonToken.VALUE_NUMBER_INT, "a number");
    BigInteger value =
        isLarge() ? parser.getBigIntegerValue() : BigInteger.valueOf(parser.getLongValue());
    if (value.signum() < 0 || value.compareTo(U64_LIMIT) >= 0) {
      throw wrong("a number of 64 bits, unsigned");
    }
    return value.longValue();
  }

  double number() {
    JsonToken token = parser.currentToken();
    if (token != JsonToken.VALUE_NUMBER_FLOAT && token != JsonToken.VALUE_NUMBER_INT) {
      throw wrong("a number");
    }
    return parser.getDoubleValue();
  }

  Instant time() {
    try {
      return TimeText.parse(text());
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          parser.currentName() + ": not a time like 2026-01-31T12:00:00Z", e);
    }
  }

  @Override
  public void close() {
    parser.close();
  }

  private boolean isLarge() {
    return parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER;
  }

  private void require(JsonToken token, String what) {
    if (parser.currentToken() != token) {
      throw wrong(what);
    }
  }

  private IllegalArgumentException wrong(String wanted) {
    String field = parser.currentName();
    return new IllegalArgumentException((field == null ? "" : field + ": ") + "not " + wanted);
  }

  private static String firstLine(JacksonException e) {
    return Texts.printable(e.getOriginalMessage(), 100);
  }
}
