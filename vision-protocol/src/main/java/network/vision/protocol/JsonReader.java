package network.vision.protocol;

import java.util.List;
import org.jspecify.annotations.Nullable;

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
 * {@link Limits}. {@link ParsedJson} reads every spelling, {@link PlainJson} quickly the usual one.
 */
abstract sealed class JsonReader permits ParsedJson, PlainJson {

  /** Reads one value and consumes it. */
  @FunctionalInterface
  interface ValueReader<T> {
    T read(JsonReader in) throws RefusedException;
  }

  /** Enters an object. */
  abstract void object() throws RefusedException;

  /** Enters an array. */
  abstract void array() throws RefusedException;

  /** Moves to the value of the next field; false at the end of the object. */
  abstract boolean nextField();

  /** The same by name, quickest if it is {@code expected}; null at the end of the object. */
  <E extends Enum<E>> @Nullable JsonName<E> nextField(JsonName<E> expected) {
    return nextField() ? expected.among(field()) : null;
  }

  /** Moves to the next item; false at the end of the array. */
  abstract boolean nextItem();

  abstract String field();

  abstract boolean isObject();

  abstract boolean isArray();

  abstract boolean isText();

  abstract boolean isNull();

  abstract void skip();

  /**
   * How deep the current value stands: a container's own depth counts from its opening to before
   * its closing.
   */
  abstract int depth();

  /** Leaves every container of {@code depth} or deeper. */
  abstract void leave(int depth);

  abstract String text() throws RefusedException;

  @Nullable String textOrNull() throws RefusedException {
    if (isNull()) {
      skip();
      return null;
    }
    return text();
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
  abstract String shortText(List<String> usual) throws RefusedException;

  /** A text that may reach a log, or null. */
  @Nullable String shortTextOrNull() throws RefusedException {
    if (isNull()) {
      skip();
      return null;
    }
    return shortText();
  }

  abstract boolean bool() throws RefusedException;

  /** An integer from {@code min} to {@code max}, else {@code refusal}. */
  abstract long integer(long min, long max, Refusal refusal) throws RefusedException;

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
  abstract long u64() throws RefusedException;

  /** A finite number: {@code 1e999} is none, since nothing could write it again. */
  abstract double number() throws RefusedException;
}
