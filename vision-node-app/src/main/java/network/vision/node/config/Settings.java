package network.vision.node.config;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Each setting's effective text and where it comes from.
 *
 * <p>Immutable.
 */
public final class Settings {

  /**
   * One value as it was written.
   *
   * @param text never empty
   * @param source which of the four places
   * @param place the option, the variable or the file's line, as an error names it
   */
  public record Value(String text, Source source, String place) {}

  private final Map<Setting, Value> values;

  private Settings(Map<Setting, Value> values) {
    this.values = values;
  }

  /**
   * Puts four places into one, an option first and the default last.
   *
   * @param options what the command line gives; several values of one option joined by commas
   * @param environment the process's variables; an empty one counts as absent
   * @throws OperatorException if the file cannot be read or holds what is no setting
   */
  public static Settings read(Map<Setting, String> options, Map<String, String> environment)
      throws OperatorException {
    Map<Setting, Value> values = new EnumMap<>(Setting.class);
    for (Setting setting : Setting.values()) {
      String option = options.get(setting);
      String variable = setting.environment().orElse("");
      String ofEnvironment = environment.getOrDefault(variable, "").strip();
      if (option != null) {
        values.put(setting, new Value(option, Source.OPTION, "--" + setting.key()));
      } else if (!ofEnvironment.isEmpty()) {
        values.put(setting, new Value(ofEnvironment, Source.ENVIRONMENT, variable));
      }
    }
    Value config = values.get(Setting.CONFIG);
    if (config != null) {
      ConfigFile.read(config.text()).forEach(values::putIfAbsent);
    }
    return new Settings(values);
  }

  /** The text that was written for {@code setting}; empty where nobody wrote any. */
  public Optional<Value> written(Setting setting) {
    return Optional.ofNullable(values.get(setting));
  }

  /** The items of a list that was written with commas, without blanks around them. */
  public List<String> items(Setting setting) {
    return written(setting).stream()
        .flatMap(value -> List.of(value.text().split(",")).stream())
        .map(String::strip)
        .filter(item -> !item.isEmpty())
        .toList();
  }

  /** The refusal of what was written for {@code setting}, naming what is allowed. */
  public OperatorException refuse(Setting setting, String item, String allowed) {
    String place = written(setting).map(Value::place).orElse("--" + setting.key());
    return new OperatorException(place + ": '" + item + "' is not " + allowed);
  }
}
