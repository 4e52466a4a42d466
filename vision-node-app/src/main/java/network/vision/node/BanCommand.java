package network.vision.node;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import network.vision.node.config.OperatorException;
import network.vision.node.config.Platform;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code vision-node ban}: closes the door to a node or an IP for a time. */
@Command(
    name = "ban",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    abbreviateSynopsis = true,
    description = "Ban a node, an address, an IP or a range such as 192.0.2.0/24 for a time.")
final class BanCommand implements Callable<Integer> {

  private final Terminal terminal;
  private final Asking asking;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "ID|IP:PORT|IP|RANGE", description = "Whom.")
  private String target = "";

  @Option(
      names = "--for",
      paramLabel = "DURATION",
      converter = DurationText.class,
      defaultValue = "1d",
      description = "For how long, such as 30s, 2m, 1h or 7d; at most 365d. Default: 1d.")
  private Duration duration = Duration.ofDays(1);

  @Option(names = "--reason", paramLabel = "TEXT", description = "What for, as a note to yourself.")
  private String reason = "";

  BanCommand(Terminal terminal, Platform platform) {
    this.terminal = terminal;
    this.asking = new Asking(terminal, platform);
  }

  @Override
  public Integer call() throws OperatorException {
    Map<String, Object> fields =
        Map.of("target", target, "seconds", duration.toSeconds(), "reason", reason);
    return asking.ask(
        spec.commandLine().getParseResult(),
        node -> node.command("POST", "/p2p/bans", fields),
        terminal::said);
  }
}
