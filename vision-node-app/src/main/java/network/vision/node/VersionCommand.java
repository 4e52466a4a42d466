package network.vision.node;

import java.util.concurrent.Callable;
import network.vision.node.running.Program;
import picocli.CommandLine.Command;

/** {@code vision-node version}. */
@Command(name = "version", description = "Say which release this is.")
final class VersionCommand implements Callable<Integer> {

  private final Terminal terminal;

  VersionCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    terminal.out().println(Program.NAME + " " + Program.VERSION);
    terminal.out().println("Java " + Runtime.version());
    return ExitCode.OK;
  }
}
