package network.vision.node.running;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import network.vision.api.LogLevel;
import network.vision.api.NodeCommands.Outcome;
import network.vision.node.outlet.Area;
import network.vision.node.outlet.LogSetup;
import network.vision.node.outlet.SettingsLog;

/**
 * The levels of the process's log, as the API shows and sets them.
 *
 * <p>Any thread.
 */
final class LogDesk {

  private static final String ALL = "all";

  private final SettingsLog log = new SettingsLog("");

  /** Those of all areas. */
  List<LogLevel> levels() {
    return Stream.of(Area.values())
        .map(area -> new LogLevel(area.label(), LogLevel.Level.valueOf(LogSetup.level(area))))
        .toList();
  }

  /** Gives {@code name}, or {@code all}, another level, until the settings are read again. */
  Outcome set(String name, LogLevel.Level level) {
    Optional<Area> area = Area.of(name);
    List<Area> areas = name.equals(ALL) ? List.of(Area.values()) : area.stream().toList();
    if (areas.isEmpty()) {
      return new Outcome.Unknown(
          "there is no area '" + name + "'; there are " + ALL + ", " + labels());
    }
    areas.forEach(each -> LogSetup.setLevel(each, level.toString()));
    log.levelChanged(name, level.toString());
    return new Outcome.Done("the log level of " + name + " is " + level);
  }

  private static String labels() {
    return Area.labels().collect(Collectors.joining(", "));
  }
}
