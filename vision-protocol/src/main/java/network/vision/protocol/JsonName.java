package network.vision.protocol;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The name of a field that an object may have. It knows which one usually comes next, so that a
 * reader compares a few bytes, and makes a text only of a name that comes out of order.
 *
 * <p>Not changed once {@link #first} has returned.
 *
 * @param <E> the fields of the object: an enum of their names in capitals, in their usual order,
 *     with a last one that stands for any other name
 */
final class JsonName<E extends Enum<E>> {

  private final E field;
  private final String text;
  private final byte[] quoted;
  private final Map<String, JsonName<E>> all;
  private JsonName<E> next = this;
  private JsonName<E> other = this;

  private JsonName(E field, Map<String, JsonName<E>> all) {
    this.field = field;
    this.text = field.name().toLowerCase(Locale.ROOT);
    this.quoted = ('"' + text + "\":").getBytes(StandardCharsets.US_ASCII);
    this.all = all;
  }

  /** The name with which an object of {@code fields} usually begins. */
  static <E extends Enum<E>> JsonName<E> first(Class<E> fields) {
    Map<String, JsonName<E>> all = new HashMap<>();
    List<JsonName<E>> names =
        Stream.of(fields.getEnumConstants()).map(field -> new JsonName<>(field, all)).toList();
    JsonName<E> following = names.getFirst();
    for (JsonName<E> name : names.reversed()) {
      name.next = following;
      name.other = names.getLast();
      all.put(name.text, name);
      following = name;
    }
    return following;
  }

  E field() {
    return field;
  }

  /** How it is usually written, with its quotes and colon. */
  byte[] quoted() {
    return quoted;
  }

  /** The one that usually follows; the first one follows the last. */
  JsonName<E> next() {
    return next;
  }

  /** Which of all it is that {@code written} names. */
  JsonName<E> among(String written) {
    return all.getOrDefault(written, other);
  }
}
