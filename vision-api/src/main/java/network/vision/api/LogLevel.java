package network.vision.api;

import java.util.Locale;
import java.util.Optional;

/**
 * How much the log tells of one area: an entry of {@code GET /p2p/log-levels}.
 *
 * @param area such as "network"
 * @param level from which on lines are written
 */
public record LogLevel(String area, Level level) {

  /** How grave a line is; from the gravest to the least. */
  public enum Level {
    ERROR,
    WARN,
    INFO,
    DEBUG,
    TRACE;

    /** The level of a name on the wire, in any case. */
    static Optional<Level> of(String name) {
      for (Level level : values()) {
        if (level.name().equalsIgnoreCase(name)) {
          return Optional.of(level);
        }
      }
      return Optional.empty();
    }

    /** The name on the wire. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
