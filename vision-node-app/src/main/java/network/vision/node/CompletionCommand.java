package network.vision.node;

import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code vision-node completion}: what a shell needs to complete our commands and options. */
@Command(
    name = "completion",
    mixinStandardHelpOptions = true,
    description = {
      "Print what a shell needs to complete commands and options. To use it in bash or zsh:",
      "  source <(vision-node completion bash)",
      "  source <(vision-node completion zsh)"
    })
final class CompletionCommand implements Callable<Integer> {

  private final Terminal terminal;

  /** What it can be printed for. */
  enum Shell {
    BASH,
    ZSH;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(
      arity = "0..1",
      paramLabel = "bash|zsh",
      defaultValue = "bash",
      description = "Which shell. Default: bash.")
  private Shell shell = Shell.BASH;

  CompletionCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    CommandSpec root = Objects.requireNonNull(spec.parent());
    terminal
        .out()
        .print(
            switch (shell) {
              case BASH -> AutoComplete.bash(root.name(), root.commandLine());
              case ZSH -> ZshCompletion.of(root);
            });
    terminal.out().flush();
    return ExitCode.OK;
  }
}
