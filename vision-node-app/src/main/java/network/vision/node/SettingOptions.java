package network.vision.node;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import network.vision.node.config.OperatorException;
import network.vision.node.config.Platform;
import network.vision.node.config.Setting;
import network.vision.node.config.Settings;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** The table of settings as command line options, and what was given of them. */
final class SettingOptions {

  /** Those that tell where a node of this machine is, for commands that ask it. */
  static final List<Setting> OF_A_RUNNING_NODE =
      List.of(Setting.PORT, Setting.API_HOST, Setting.DATA_DIR, Setting.NETWORK, Setting.CONFIG);

  /** Adds an option for each of {@code settings}. */
  static void addTo(CommandSpec command, List<Setting> settings) {
    settings.forEach(setting -> command.addOption(option(setting)));
  }

  /**
   * What the command line, the environment and the file say.
   *
   * @throws OperatorException if the file cannot be used
   */
  static Settings read(ParseResult line, Platform platform) throws OperatorException {
    Map<Setting, String> given = new EnumMap<>(Setting.class);
    for (Setting setting : Setting.values()) {
      List<String> values =
          line.commandSpec().findOption("--" + setting.key()) == null
              ? List.of()
              : line.matchedOptionValue("--" + setting.key(), List.of());
      if (!values.isEmpty()) {
        given.put(setting, text(setting, values));
      }
    }
    return Settings.read(given, platform.environment());
  }

  private static OptionSpec option(Setting setting) {
    OptionSpec.Builder option =
        OptionSpec.builder("--" + setting.key())
            .type(List.class)
            .auxiliaryTypes(String.class)
            .description(description(setting))
            .hidden(setting.isHidden());
    return setting
        .parameter()
        .map(parameter -> option.arity("1").paramLabel(parameter))
        .orElseGet(() -> option.arity("0..1").fallbackValue("yes").paramLabel("yes|no"))
        .build();
  }

  private static String[] description(Setting setting) {
    String source =
        setting.environment().map(name -> " Environment: " + name + ".").orElse("")
            + " Default: "
            + setting.defaultText()
            + ".";
    return new String[] {setting.description() + source};
  }

  /** The last one counts where only one can be. */
  private static String text(Setting setting, List<String> values) {
    return setting.isRepeatable() ? String.join(",", values) : values.getLast();
  }

  private SettingOptions() {}
}
