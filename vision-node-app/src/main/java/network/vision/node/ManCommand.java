package network.vision.node;

import java.util.Objects;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code vision-node man}: the manual page, which the image carries as a file too. */
@Command(
    name = "man",
    mixinStandardHelpOptions = true,
    description = {"Print the manual page. To read it:", "  vision-node man | man -l -"})
final class ManCommand implements Callable<Integer> {

  private final Terminal terminal;

  @Spec private CommandSpec spec = CommandSpec.create();

  ManCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    terminal.out().print(ManPage.of(Objects.requireNonNull(spec.parent())));
    terminal.out().flush();
    return ExitCode.OK;
  }
}
