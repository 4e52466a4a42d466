package network.vision.node;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import network.vision.api.LogLevel;
import network.vision.node.config.OperatorException;
import network.vision.node.config.Platform;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** {@code vision-node log}: how much the running node tells of each area. */
@Command(
    name = "log",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    abbreviateSynopsis = true,
    description = {
      "Show the log level of each area, or give one another level until the settings are read",
      "again: at the next start, or at SIGHUP."
    })
final class LogCommand implements Callable<Integer> {

  private final Terminal terminal;
  private final Asking asking;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "AREA",
      description = "node, network, gossip, upnp, store, api or all.")
  private String area = "";

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "LEVEL",
      description = "error, warn, info, debug or trace.")
  private String level = "";

  LogCommand(Terminal terminal, Platform platform) {
    this.terminal = terminal;
    this.asking = new Asking(terminal, platform);
  }

  @Override
  public Integer call() throws OperatorException {
    ParseResult line = spec.commandLine().getParseResult();
    if (area.isEmpty()) {
      return asking.ask(line, node -> node.logLevels(), this::tell);
    }
    if (level.isEmpty()) {
      throw new OperatorException("log: give '" + area + "' a level, such as debug");
    }
    Map<String, Object> fields = Map.of("area", area, "level", level);
    return asking.ask(
        line, node -> node.command("POST", "/p2p/log-levels", fields), terminal::said);
  }

  private int tell(List<LogLevel> levels) {
    Table table = new Table("AREA", "LEVEL");
    levels.forEach(each -> table.add(each.area(), each.level().toString()));
    table.print(terminal);
    return ExitCode.OK;
  }
}
