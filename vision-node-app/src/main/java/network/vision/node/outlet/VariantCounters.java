package network.vision.node.outlet;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * A counter for every member of a sealed type, labelled {@code event} with the member's name in
 * small letters.
 *
 * <p>Any thread.
 */
final class VariantCounters<T> {

  private final Map<Class<?>, Counter> counters = new HashMap<>();

  /**
   * Counters of what {@code sealedType} permits.
   *
   * @throws IllegalArgumentException if it is not sealed
   */
  VariantCounters(MeterRegistry registry, Class<T> sealedType, String name, String description) {
    Class<?>[] members = sealedType.getPermittedSubclasses();
    if (members == null) {
      throw new IllegalArgumentException(sealedType + " is not sealed");
    }
    for (Class<?> member : members) {
      counters.put(
          member,
          Counter.builder(name)
              .description(description)
              .tag("event", label(member))
              .register(registry));
    }
  }

  void count(T value) {
    Objects.requireNonNull(counters.get(value.getClass())).increment();
  }

  private static String label(Class<?> member) {
    return member
        .getSimpleName()
        .replaceAll("(?<=[a-z0-9])(?=[A-Z])", "_")
        .toLowerCase(Locale.ROOT);
  }
}
