package network.vision.node.outlet;

import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/**
 * A value for every constant of an enumeration.
 *
 * <p>Immutable.
 */
final class EnumTable<K extends Enum<K>, V> {

  private final Map<K, V> values;

  private EnumTable(Map<K, V> values) {
    this.values = values;
  }

  /** The table of what {@code maker} gives for each constant. */
  static <K extends Enum<K>, V> EnumTable<K, V> of(Class<K> type, Function<K, V> maker) {
    Map<K, V> values = new EnumMap<>(type);
    for (K constant : type.getEnumConstants()) {
      values.put(constant, maker.apply(constant));
    }
    return new EnumTable<>(values);
  }

  V of(K constant) {
    return Objects.requireNonNull(values.get(constant));
  }

  /** In the order of the constants. */
  Collection<V> values() {
    return values.values();
  }
}
