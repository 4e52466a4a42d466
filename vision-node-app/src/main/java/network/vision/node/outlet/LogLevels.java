package network.vision.node.outlet;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How much the log tells, area by area.
 *
 * <p>Immutable.
 *
 * @param usual error, warn, info, debug or trace: of each area without a level of its own
 * @param own the areas that have another one
 */
public record LogLevels(String usual, Map<Area, String> own) {

  /** What can be written, in words. */
  public static final String ALLOWED =
      "error, warn, info, debug or trace, and AREA=LEVEL for "
          + Area.labels().collect(Collectors.joining(", "));

  private static final List<String> LEVELS = List.of("error", "warn", "info", "debug", "trace");

  public LogLevels {
    own = Map.copyOf(own);
  }

  /** Reads {@code info} or {@code info,gossip=debug}; empty if it is neither. */
  public static Optional<LogLevels> parse(String text) {
    String[] items = text.split(",", -1);
    Map<Area, String> own = new TreeMap<>();
    for (String item : Arrays.copyOfRange(items, 1, items.length)) {
      String[] pair = item.strip().split("=", -1);
      Optional<Area> area = Area.of(pair[0]);
      if (pair.length != 2 || area.isEmpty() || !LEVELS.contains(pair[1])) {
        return Optional.empty();
      }
      own.put(area.get(), pair[1]);
    }
    return Optional.of(items[0].strip())
        .filter(LEVELS::contains)
        .map(usual -> new LogLevels(usual, own));
  }

  /** As {@link #parse} reads it. */
  public String text() {
    Stream<String> others =
        new TreeMap<>(own)
            .entrySet().stream().map(each -> each.getKey().label() + "=" + each.getValue());
    return Stream.concat(Stream.of(usual), others).collect(Collectors.joining(","));
  }
}
