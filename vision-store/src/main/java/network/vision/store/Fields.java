package network.vision.store;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import network.vision.protocol.Texts;

/**
 * A JSON object that is pulled out of a line, field by field.
 *
 * <p>Failure: whoever wrote the line, what has another type or is out of range is refused with an
 * {@link IllegalArgumentException} that names the field.
 */
sealed interface Fields permits JsonFields, PlainFields {

  /** Requires that the current value is an object. */
  void object();

  /** Requires that the current value is a list. */
  void array();

  /** Moves to the value of the next field; false at the end of the object. */
  boolean nextField();

  /** Moves to the next item; false at the end of the list. */
  boolean nextItem();

  /** The current field. */
  PeerField field();

  /** Passes over the current value. */
  void skip();

  /** The current value, a text; to be called once. */
  String text();

  /** The same, where many lines have the same few texts. */
  default String word() {
    return text();
  }

  /** The current value, true or false. */
  boolean bool();

  /** The current value, a whole number in that range. */
  int integer(int min, int max);

  /** The current value, all 64 bits of it, to be read as unsigned. */
  long u64();

  /** The current value, a number. */
  double number();

  /** A text of which {@code parse} makes something. */
  default <T> T text(Function<String, Optional<T>> parse) {
    String text = text();
    Optional<T> value = parse.apply(text);
    if (value.isEmpty()) {
      throw new IllegalArgumentException(
          field().text() + ": \"" + Texts.printable(text, 40) + "\" is none");
    }
    return value.get();
  }

  /** A text that is a time. */
  default Instant time() {
    try {
      return TimeText.parse(text());
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          field().text() + ": not a time like 2026-01-31T12:00:00Z", e);
    }
  }
}
