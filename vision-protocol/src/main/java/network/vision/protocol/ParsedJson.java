package network.vision.protocol;

import java.math.BigInteger;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.JsonRecyclerPools;

/**
 * JSON in any spelling, through Jackson's parser.
 *
 * <pre>
 * { "Ping" : { "timestamp" : 1 } }
 *            |             |
 *            object()      u64(), after nextField() and field()
 * </pre>
 */
final class ParsedJson extends JsonReader implements AutoCloseable {

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

  private ParsedJson(JsonParser parser) {
    this.parser = parser;
  }

  /** Reads exactly one value; anything but white space after it is refused too. */
  static <T> Decoded<T> decode(byte[] json, ValueReader<T> reader) {
    try (ParsedJson in =
        new ParsedJson(FACTORY.createParser(ObjectReadContext.empty(), json, 0, json.length))) {
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

  @Override
  void object() throws RefusedException {
    require(JsonToken.START_OBJECT, Refusal.BAD_FIELD);
  }

  @Override
  void array() throws RefusedException {
    require(JsonToken.START_ARRAY, Refusal.BAD_FIELD);
  }

  @Override
  boolean nextField() {
    if (parser.nextToken() != JsonToken.PROPERTY_NAME) {
      return false;
    }
    parser.nextToken();
    return true;
  }

  @Override
  boolean nextItem() {
    return parser.nextToken() != JsonToken.END_ARRAY;
  }

  @Override
  String field() {
    return parser.currentName();
  }

  @Override
  boolean isObject() {
    return parser.currentToken() == JsonToken.START_OBJECT;
  }

  @Override
  boolean isArray() {
    return parser.currentToken() == JsonToken.START_ARRAY;
  }

  @Override
  boolean isText() {
    return parser.currentToken() == JsonToken.VALUE_STRING;
  }

  @Override
  boolean isNull() {
    return parser.currentToken() == JsonToken.VALUE_NULL;
  }

  @Override
  void skip() {
    parser.skipChildren();
  }

  @Override
  int depth() {
    return parser.streamReadContext().getNestingDepth();
  }

  @Override
  void leave(int depth) {
    while (depth() >= depth && parser.nextToken() != null) {}
  }

  @Override
  String text() throws RefusedException {
    require(JsonToken.VALUE_STRING, Refusal.BAD_FIELD);
    return parser.getString();
  }

  @Override
  String shortText(List<String> usual) throws RefusedException {
    require(JsonToken.VALUE_STRING, Refusal.BAD_FIELD);
    int length = parser.getStringLength();
    for (String one : usual) {
      if (one.length() == length && isText(one)) {
        return one;
      }
    }
    return shortText();
  }

  @Override
  boolean bool() throws RefusedException {
    boolean isTrue = parser.currentToken() == JsonToken.VALUE_TRUE;
    if (!isTrue) {
      require(JsonToken.VALUE_FALSE, Refusal.BAD_FIELD);
    }
    return isTrue;
  }

  @Override
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

  @Override
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

  @Override
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
