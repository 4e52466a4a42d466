package network.vision.store;

import java.math.BigInteger;
import java.util.function.Function;
import network.vision.protocol.Texts;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/** The fields of any JSON object. */
final class JsonFields implements Fields, AutoCloseable {

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

  @Override
  public void object() {
    require(JsonToken.START_OBJECT, "an object");
  }

  @Override
  public void array() {
    require(JsonToken.START_ARRAY, "a list");
  }

  @Override
  public boolean nextField() {
    if (parser.nextToken() != JsonToken.PROPERTY_NAME) {
      return false;
    }
    parser.nextToken();
    return true;
  }

  @Override
  public boolean nextItem() {
    return parser.nextToken() != JsonToken.END_ARRAY;
  }

  @Override
  public PeerField field() {
    return PeerField.of(name());
  }

  /** Name of the current field. */
  String name() {
    return parser.currentName();
  }

  boolean isText() {
    return parser.currentToken() == JsonToken.VALUE_STRING;
  }

  @Override
  public void skip() {
    parser.skipChildren();
  }

  @Override
  public String text() {
    require(JsonToken.VALUE_STRING, "a text");
    return parser.getString();
  }

  @Override
  public boolean bool() {
    return switch (parser.currentToken()) {
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      default -> throw wrong("true or false");
    };
  }

  @Override
  public int integer(int min, int max) {
    require(JsonToken.VALUE_NUMBER_INT, "a number");
    long value = isLarge() ? Long.MAX_VALUE : parser.getLongValue();
    if (value < min || value > max) {
      throw wrong("a number from " + min + " to " + max);
    }
    return (int) value;
  }

  @Override
  public long u64() {
    require(JsonToken.VALUE_NUMBER_INT, "a number");
    BigInteger value =
        isLarge() ? parser.getBigIntegerValue() : BigInteger.valueOf(parser.getLongValue());
    if (value.signum() < 0 || value.compareTo(U64_LIMIT) >= 0) {
      throw wrong("a number of 64 bits, unsigned");
    }
    return value.longValue();
  }

  @Override
  public double number() {
    JsonToken token = parser.currentToken();
    if (token != JsonToken.VALUE_NUMBER_FLOAT && token != JsonToken.VALUE_NUMBER_INT) {
      throw wrong("a number");
    }
    return parser.getDoubleValue();
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
    String message = e.getOriginalMessage();
    int place = message.indexOf(" (start marker"); // a place in a buffer helps nobody
    return Texts.printable(place < 0 ? message : message.substring(0, place), 100);
  }
}
