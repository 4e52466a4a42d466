package network.vision.node;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import network.vision.node.config.OperatorException;
import network.vision.node.devnet.Devnet;
import network.vision.node.devnet.DevnetState;
import network.vision.node.outlet.LogLevels;
import network.vision.node.outlet.LogSetup;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code vision-node devnet}: a network to look at, until Ctrl-C or until it is complete. */
@Command(
    name = "devnet",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    abbreviateSynopsis = true,
    description = {
      "Run a small network of real nodes on loopback, in one process.",
      "",
      "Among them are a seed on 7072, an old node on 7070 that does not say its port, one on a port",
      "that the system picks, one that serves peers and HTTP on one port, and one on IPv6."
    })
final class DevnetCommand implements Callable<Integer> {

  private static final Duration LOOK_INTERVAL = Duration.ofMillis(200);

  private final Terminal terminal;
  private final CountDownLatch stop = new CountDownLatch(1);

  @Option(
      names = "--nodes",
      paramLabel = "N",
      defaultValue = "5",
      description = "How many nodes, 2-50. Default: 5.")
  private int nodes;

  @Option(
      names = "--for",
      paramLabel = "DURATION",
      converter = DurationText.class,
      description =
          "End as soon as every node knows every other at its right port (exit 0), and after"
              + " DURATION at the latest (exit 1). Such as 30s or 2m.")
  private @Nullable Duration limit;

  @Option(
      names = "--data-dir",
      paramLabel = "DIR",
      description = "Keep the nodes' data here. Default: a temporary folder, removed at the end.")
  private @Nullable Path directory;

  @Option(
      names = "--log-level",
      paramLabel = "LEVEL[,AREA=LEVEL...]",
      defaultValue = "warn",
      description = "What the nodes log on standard error. Default: warn.")
  private String logLevel = "warn";

  DevnetCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws OperatorException, IOException, InterruptedException {
    if (nodes < Devnet.LEAST_NODES || nodes > Devnet.MOST_NODES) {
      throw new OperatorException("--nodes: '" + nodes + "' is not a number of 2-50");
    }
    LogSetup.apply(logLevels(), false, LogSetup.Stream.ERROR);
    Path folder = directory != null ? directory : Files.createTempDirectory("vision-devnet-");
    Devnet devnet = Devnet.start(nodes, folder);
    StopHook hook =
        StopHook.closing(() -> {
          stop.countDown();
          devnet.close();
          if (directory == null) {
            Folders.delete(folder);
          }
        });
    int exitCode = watch(devnet);
    hook.endWith(exitCode);
    return exitCode;
  }

  private LogLevels logLevels() throws OperatorException {
    return LogLevels.parse(logLevel)
        .orElseThrow(() ->
            new OperatorException("--log-level: '" + logLevel + "' is not " + LogLevels.ALLOWED));
  }

  private int watch(Devnet devnet) throws InterruptedException {
    long began = System.nanoTime();
    DevnetPicture picture = new DevnetPicture(terminal, devnet);
    picture.begin();
    while (true) {
      DevnetState state = devnet.state();
      Duration elapsed = Duration.ofNanos(System.nanoTime() - began);
      picture.show(state, elapsed);
      if (limit != null && (state.isComplete() || elapsed.compareTo(limit) >= 0)) {
        picture.end(state, elapsed);
        return state.isComplete() ? ExitCode.OK : ExitCode.FAILED;
      }
      if (stop.await(LOOK_INTERVAL.toMillis(), TimeUnit.MILLISECONDS)) {
        return ExitCode.OK;
      }
    }
  }
}
