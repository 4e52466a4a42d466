package network.vision.node;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import network.vision.api.SeedHealth;
import network.vision.node.config.OperatorException;
import network.vision.node.config.Platform;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** {@code vision-node seeds}: how the seeds did when the running node last asked them. */
@Command(
    name = "seeds",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    abbreviateSynopsis = true,
    description = "List the seeds of the node of this machine, and how they did.")
final class SeedsCommand implements Callable<Integer> {

  private final Terminal terminal;
  private final Asking asking;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(names = "--json", description = "As the API has it.")
  private boolean isJson;

  SeedsCommand(Terminal terminal, Platform platform) {
    this.terminal = terminal;
    this.asking = new Asking(terminal, platform);
  }

  @Override
  public Integer call() throws OperatorException {
    ParseResult line = spec.commandLine().getParseResult();
    return isJson
        ? asking.ask(line, node -> node.text("/p2p/seeds"), terminal::json)
        : asking.ask(line, node -> node.seeds(), this::tell);
  }

  private int tell(List<SeedHealth> seeds) {
    Ago ago = new Ago(Instant.now());
    Table table = new Table("SEED", "LABEL", "STATE", "ANSWERED", "TRIED", "WHY");
    for (SeedHealth seed : seeds) {
      table.add(
          List.of(
              Table.Cell.of(seed.address().toString()),
              Table.Cell.of(seed.label()),
              new Table.Cell(seed.state().toString(), paint(seed.state())),
              Table.Cell.of(ago.of(seed.lastAnswered())),
              Table.Cell.of(ago.of(seed.lastTried())),
              Table.Cell.of(seed.detail())));
    }
    table.print(terminal);
    return ExitCode.OK;
  }

  private static Paint paint(SeedHealth.State state) {
    return switch (state) {
      case ANSWERS -> Paint.GOOD;
      case FAILS, UNRESOLVED -> Paint.BAD;
      case UNTRIED -> Paint.DIM;
    };
  }
}
