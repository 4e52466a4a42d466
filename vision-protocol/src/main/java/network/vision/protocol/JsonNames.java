package network.vision.protocol;

import java.util.List;
import java.util.Locale;
import tools.jackson.core.sym.PropertyNameMatcher;

/**
 * The fields that an object may have, as an enum with their names in capitals. The parser tells
 * them apart by their bytes, without making a text of each.
 *
 * <p>Immutable.
 *
 * @param <E> the fields; the last one stands for any other name
 */
final class JsonNames<E extends Enum<E>> {

  private final List<E> fields;
  private final PropertyNameMatcher matcher;

  JsonNames(Class<E> fields) {
    this.fields = List.of(fields.getEnumConstants());
    this.matcher =
        JsonReader.matcher(
            this.fields.subList(0, this.fields.size() - 1).stream()
                .map(field -> field.name().toLowerCase(Locale.ROOT))
                .toList());
  }

  PropertyNameMatcher matcher() {
    return matcher;
  }

  /** The field of what the matcher said; the last one for a name it does not know. */
  E of(int match) {
    return match == PropertyNameMatcher.MATCH_UNKNOWN_NAME ? fields.getLast() : fields.get(match);
  }
}
