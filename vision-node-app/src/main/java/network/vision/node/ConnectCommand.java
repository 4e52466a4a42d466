package network.vision.node;

import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import network.vision.api.ApiClient;
import network.vision.api.ApiClientException;
import network.vision.api.OperatorDial;
import network.vision.api.StartedDial;
import network.vision.node.config.OperatorException;
import network.vision.node.config.Platform;
import network.vision.protocol.HostAndPort;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code vision-node connect}: has the running node dial a peer, and says what came of it. */
@Command(
    name = "connect",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    abbreviateSynopsis = true,
    description = "Have the node of this machine dial a peer; exit code 1 if it is not reached.")
final class ConnectCommand implements Callable<Integer> {

  /** A name may take 5 s to look up, a dial 8 s to connect and 12 s for the handshake. */
  private static final long PATIENCE_SECONDS = 26;

  private static final long LOOK_MILLIS = 100;

  private final Terminal terminal;
  private final Asking asking;
  private final CountDownLatch never = new CountDownLatch(1);

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "HOST:PORT", description = "Whom to dial.")
  private String target = "";

  @Option(names = "--keep", description = "Keep it connected from now on, as --peer does.")
  private boolean isKept;

  ConnectCommand(Terminal terminal, Platform platform) {
    this.terminal = terminal;
    this.asking = new Asking(terminal, platform);
  }

  @Override
  public Integer call() throws OperatorException {
    HostAndPort place =
        HostAndPort.parse(target)
            .filter(found -> found.port() > 0)
            .orElseThrow(() ->
                new OperatorException(
                    "connect: '" + target + "' is not HOST:PORT with a port of 1-65535"));
    return asking.ask(spec.commandLine().getParseResult(), node -> connect(node, place));
  }

  private int connect(ApiClient node, HostAndPort place) throws ApiClientException {
    StartedDial started = node.dial(place, isKept);
    OperatorDial dial;
    try (Progress _ = Progress.of(terminal, started.message())) {
      dial = await(node, started.dial());
    }
    return switch (dial.state()) {
      case REACHED -> {
        terminal.out().println(place + " is connected: " + name(dial) + ", " + dial.detail());
        yield ExitCode.OK;
      }
      case FAILED -> {
        terminal.refuse(
            place
                + " was not reached: "
                + dial.detail()
                + "; vision-node ping "
                + place
                + " says more");
        yield ExitCode.FAILED;
      }
      case UNDER_WAY -> {
        terminal.refuse(place + " was not reached yet; the node goes on trying");
        yield ExitCode.FAILED;
      }
    };
  }

  /** The dial when it has ended, or patience has. */
  private OperatorDial await(ApiClient node, long id) throws ApiClientException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    OperatorDial dial = node.dial(id);
    try {
      while (dial.state() == OperatorDial.State.UNDER_WAY && System.nanoTime() < end) {
        var _ = never.await(LOOK_MILLIS, TimeUnit.MILLISECONDS);
        dial = node.dial(id);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return dial;
  }

  private static String name(OperatorDial dial) {
    return dial.nodeTag().isEmpty() ? String.valueOf(dial.nodeId()) : dial.nodeTag();
  }
}
