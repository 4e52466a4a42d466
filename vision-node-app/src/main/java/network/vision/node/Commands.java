package network.vision.node;

import java.util.List;
import java.util.Objects;
import network.vision.node.config.OperatorException;
import network.vision.node.config.Platform;
import network.vision.node.config.Setting;
import network.vision.node.outlet.LogSetup;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** All commands there are. */
final class Commands {

  /** Those that ask the node of this machine. */
  private static final List<String> ASKING =
      List.of("status", "peers", "peer", "events", "seeds", "connect", "ban", "unban", "log");

  /** Runs what {@code args} say, and gives the exit code. */
  static int execute(Terminal terminal, Platform platform, String... args) {
    LogSetup.apply("error", false, LogSetup.Stream.ERROR);
    return line(terminal, platform).execute(args);
  }

  /** The parser, ready to run. */
  static CommandLine line(Terminal terminal, Platform platform) {
    CommandLine root = new CommandLine(new RunCommand(terminal, platform));
    root.setCommandName("vision-node");
    root.addSubcommand("run", new RunCommand(terminal, platform));
    root.addSubcommand("devnet", new DevnetCommand(terminal));
    root.addSubcommand("status", new StatusCommand(terminal, platform));
    root.addSubcommand("peers", new PeersCommand(terminal, platform));
    root.addSubcommand("peer", new PeerCommand(terminal, platform));
    root.addSubcommand("events", new EventsCommand(terminal, platform));
    root.addSubcommand("seeds", seeds(terminal, platform));
    root.addSubcommand("connect", new ConnectCommand(terminal, platform));
    root.addSubcommand("ban", new BanCommand(terminal, platform));
    root.addSubcommand("unban", new UnbanCommand(terminal, platform));
    root.addSubcommand("log", new LogCommand(terminal, platform));
    root.addSubcommand("ping", new PingCommand(terminal, platform));
    root.addSubcommand("doctor", new DoctorCommand(terminal, platform));
    root.addSubcommand("store", new StoreCommand(terminal, platform));
    root.addSubcommand("completion", new CompletionCommand(terminal));
    root.addSubcommand("man", new ManCommand(terminal));
    root.addSubcommand("version", new VersionCommand(terminal));
    addSettings(root);
    root.setColorScheme(
        CommandLine.Help.defaultColorScheme(
            terminal.isColoured() ? CommandLine.Help.Ansi.ON : CommandLine.Help.Ansi.OFF));
    root.setCaseInsensitiveEnumValuesAllowed(true);
    root.setOut(terminal.out());
    root.setErr(terminal.err());
    root.setUsageHelpAutoWidth(true);
    root.setAllowSubcommandsAsOptionParameters(true);
    root.setParameterExceptionHandler((mistake, _) -> refuse(terminal, mistake));
    root.setExecutionExceptionHandler((failure, _, _) -> fail(terminal, failure));
    return root;
  }

  private static CommandLine seeds(Terminal terminal, Platform platform) {
    return new CommandLine(new SeedsCommand(terminal, platform))
        .addSubcommand("check", new SeedsCheckCommand(terminal, platform));
  }

  private static void addSettings(CommandLine root) {
    List<Setting> all = List.of(Setting.values());
    SettingOptions.addTo(root.getCommandSpec(), all);
    SettingOptions.addTo(command(root, "run"), all);
    SettingOptions.addTo(command(root, "doctor"), all);
    for (String asking : ASKING) {
      SettingOptions.addTo(command(root, asking), SettingOptions.OF_A_RUNNING_NODE);
    }
    SettingOptions.addTo(command(root, "ping"), PingCommand.SETTINGS);
    SettingOptions.addTo(
        Objects.requireNonNull(command(root, "seeds").subcommands().get("check")).getCommandSpec(),
        SeedsCheckCommand.SETTINGS);
    for (CommandLine line : command(root, "store").subcommands().values()) {
      SettingOptions.addTo(line.getCommandSpec(), StoreCommand.SETTINGS);
    }
  }

  private static CommandSpec command(CommandLine root, String name) {
    return Objects.requireNonNull(root.getSubcommands().get(name)).getCommandSpec();
  }

  private static int refuse(Terminal terminal, ParameterException mistake) {
    terminal.refuse(mistake.getMessage() + "; see vision-node --help");
    return ExitCode.OPERATOR;
  }

  private static int fail(Terminal terminal, Exception failure) throws Exception {
    if (failure instanceof OperatorException) {
      terminal.refuse(String.valueOf(failure.getMessage()));
      return ExitCode.OPERATOR;
    }
    throw failure;
  }

  private Commands() {}
}
