package network.vision.node.config;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The file of {@code --config}: lines {@code name = value} with the long option names; blank lines
 * and lines that start with {@code #} say nothing. A repeatable name may stand on several lines.
 */
final class ConfigFile {

  private static final long MAX_BYTES = 64 * 1024;

  /**
   * Reads the file.
   *
   * @throws OperatorException naming the file, and the line where there is one
   */
  static Map<Setting, Settings.Value> read(String name) throws OperatorException {
    List<String> lines = lines(name);
    Map<Setting, Settings.Value> values = new EnumMap<>(Setting.class);
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (!line.isEmpty() && !line.startsWith("#")) {
        readLine(name + ":" + (i + 1), line, values);
      }
    }
    return values;
  }

  private static void readLine(String place, String line, Map<Setting, Settings.Value> values)
      throws OperatorException {
    int equals = line.indexOf('=');
    String key = (equals < 0 ? line : line.substring(0, equals)).strip();
    String text = equals < 0 ? "" : line.substring(equals + 1).strip();
    Setting setting =
        Setting.of(key)
            .filter(found -> found != Setting.CONFIG)
            .orElseThrow(
                () -> new OperatorException(place + ": '" + key + "' is not one of " + names()));
    if (text.isEmpty()) {
      throw new OperatorException(place + ": '" + line + "' is not a line name = value");
    }
    Settings.Value before = values.get(setting);
    if (before != null && !setting.isRepeatable()) {
      throw new OperatorException(place + ": '" + key + "' stands here a second time");
    }
    String joined = before == null ? text : before.text() + "," + text;
    values.put(setting, new Settings.Value(joined, Source.FILE, place));
  }

  private static List<String> lines(String name) throws OperatorException {
    try {
      Path file = Path.of(name);
      if (Files.size(file) > MAX_BYTES) {
        throw new OperatorException(name + " is larger than a configuration may be, 64 KiB");
      }
      return Files.readAllLines(file);
    } catch (NoSuchFileException | InvalidPathException e) {
      throw new OperatorException("--config: there is no file " + name, e);
    } catch (MalformedInputException e) {
      throw new OperatorException("--config: " + name + " is not UTF-8 text", e);
    } catch (IOException e) {
      throw new OperatorException("--config: cannot read " + name + ": " + e, e);
    }
  }

  private static String names() {
    return Stream.of(Setting.values())
        .filter(setting -> setting != Setting.CONFIG && !setting.isHidden())
        .map(Setting::key)
        .collect(Collectors.joining(", "));
  }

  private ConfigFile() {}
}
