package network.vision.node;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import network.vision.node.config.EffectiveSettings;
import network.vision.node.config.NodeConfig;
import network.vision.node.config.NodeConfigReader;
import network.vision.node.config.OperatorException;
import network.vision.node.config.Platform;
import network.vision.node.config.Settings;
import network.vision.node.outlet.LogSetup;
import network.vision.node.outlet.SettingsLog;
import network.vision.node.running.Node;
import network.vision.node.running.NodeSpec;
import network.vision.node.running.Program;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code vision-node} and {@code vision-node run}: one node, until it is told to stop. */
@Command(
    name = "run",
    description = "Run a node of the Vision network until Ctrl-C or SIGTERM.",
    mixinStandardHelpOptions = true,
    version = Program.NAME + " " + Program.VERSION,
    sortOptions = false,
    abbreviateSynopsis = true,
    footer = {
      "",
      "An option beats the environment, which beats the file, which beats the default.",
      "Exit codes: 0 done, 1 failed, 2 a mistake in what was asked for, 3 no node answers."
    })
final class RunCommand implements Callable<Integer> {

  private final Terminal terminal;
  private final Platform platform;
  private final SettingsLog log = new SettingsLog("");

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(names = "--print-config", description = "Show each setting and who chose it, then end.")
  private boolean isConfigWanted;

  RunCommand(Terminal terminal, Platform platform) {
    this.terminal = terminal;
    this.platform = platform;
  }

  @Override
  public Integer call() throws OperatorException {
    Settings settings = SettingOptions.read(spec.commandLine().getParseResult(), platform);
    NodeConfig config = NodeConfigReader.read(settings, platform);
    List<EffectiveSettings.Row> rows = EffectiveSettings.of(settings, config);
    if (isConfigWanted) {
      rows.forEach(this::print);
      return ExitCode.OK;
    }
    LogSetup.apply(config.log().levels(), config.log().isJson(), LogSetup.Stream.OUTPUT);
    ClassCache.unused().ifPresent(log::cacheUnused);
    CompletableFuture<Node> started = new CompletableFuture<>();
    HangUp.reloading(() -> {
      var _ = started.thenAccept(this::reload);
    });
    Node node = Node.start(new NodeSpec(config, rows, ""));
    Thread.setDefaultUncaughtExceptionHandler(node::fail);
    started.complete(node);
    return run(node);
  }

  /** Reads the settings again, and takes on what can change while a node runs. */
  private synchronized void reload(Node node) {
    try {
      NodeConfig config =
          NodeConfigReader.read(
              SettingOptions.read(spec.commandLine().getParseResult(), platform), platform);
      int seeds = node.reloadSeeds(config);
      LogSetup.setLevels(config.log().levels());
      log.reloaded(seeds, config.log().levels().text());
    } catch (OperatorException e) {
      log.failed(String.valueOf(e.getMessage()));
    }
  }

  /** On a signal the process ends in the hook, with everything saved. */
  private static int run(Node node) {
    StopHook hook = StopHook.closing(node::close);
    try {
      node.ended().join();
      return ExitCode.OK;
    } catch (CompletionException | CancellationException e) {
      hook.endWith(ExitCode.FAILED);
      return ExitCode.FAILED;
    }
  }

  private void print(EffectiveSettings.Row row) {
    String source = row.source().label() + (row.place().isEmpty() ? "" : " " + row.place());
    terminal.out().printf("%-20s %-40s %s%n", row.setting().key(), row.text(), source);
  }
}
