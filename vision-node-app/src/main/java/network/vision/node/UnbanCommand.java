package network.vision.node;

import java.util.Map;
import java.util.concurrent.Callable;
import network.vision.api.ApiClient;
import network.vision.node.config.OperatorException;
import network.vision.node.config.Platform;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code vision-node unban}: ends a ban. */
@Command(
    name = "unban",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    abbreviateSynopsis = true,
    description = "End the ban of a node, an address, an IP or a range.")
final class UnbanCommand implements Callable<Integer> {

  private final Terminal terminal;
  private final Asking asking;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "ID|IP:PORT|IP|RANGE", description = "Whose.")
  private String target = "";

  UnbanCommand(Terminal terminal, Platform platform) {
    this.terminal = terminal;
    this.asking = new Asking(terminal, platform);
  }

  @Override
  public Integer call() throws OperatorException {
    return asking.ask(
        spec.commandLine().getParseResult(),
        node -> node.command("DELETE", "/p2p/bans/" + ApiClient.encode(target), Map.of()),
        terminal::said);
  }
}
