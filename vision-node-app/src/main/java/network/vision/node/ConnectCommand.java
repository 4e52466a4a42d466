package network.vision.node;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import network.vision.api.ApiClient;
import network.vision.api.ApiClientException;
import network.vision.api.PeerFilter;
import network.vision.api.PeerRow;
import network.vision.api.PeerState;
import network.vision.node.config.OperatorException;
import network.vision.node.config.Platform;
import network.vision.protocol.HostAndPort;
import network.vision.protocol.IpAddress;
import network.vision.protocol.PeerAddress;
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

  /** A dial may take 8 s to connect and 12 s for the handshake. */
  private static final long PATIENCE_SECONDS = 20;

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
    Set<PeerAddress> addresses = addresses(place);
    return asking.ask(spec.commandLine().getParseResult(), node -> connect(node, place, addresses));
  }

  private int connect(ApiClient node, HostAndPort place, Set<PeerAddress> addresses)
      throws ApiClientException {
    Optional<PeerRow> before = row(node, place.port(), addresses);
    String said =
        node.command(
            "POST", isKept ? "/p2p/peers" : "/p2p/dial", Map.of("address", place.toString()));
    if (before.filter(ConnectCommand::isConnected).isPresent()) {
      terminal.out().println(place + " is connected already: " + name(before.get()));
      return ExitCode.OK;
    }
    int failures = before.map(PeerRow::failureCount).orElse(0);
    Optional<PeerRow> after;
    try (Progress _ = Progress.of(terminal, said)) {
      after = await(node, place.port(), addresses, failures);
    }
    if (after.filter(ConnectCommand::isConnected).isEmpty()) {
      terminal.refuse(place + " was not reached; vision-node ping " + place + " says why");
      return ExitCode.FAILED;
    }
    terminal.out().println("Connected to " + name(after.get()) + " at " + place);
    return ExitCode.OK;
  }

  /** How the peer stands when it is connected, a dial has failed, or patience has ended. */
  private Optional<PeerRow> await(
      ApiClient node, int port, Set<PeerAddress> addresses, int failures)
      throws ApiClientException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    Optional<PeerRow> row = Optional.empty();
    try {
      while (row.filter(now -> isConnected(now) || now.failureCount() > failures).isEmpty()
          && System.nanoTime() < end) {
        var _ = never.await(LOOK_MILLIS, TimeUnit.MILLISECONDS);
        row = row(node, port, addresses);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return row;
  }

  private static Optional<PeerRow> row(ApiClient node, int port, Set<PeerAddress> addresses)
      throws ApiClientException {
    PeerFilter all = PeerFilter.ALL;
    PeerFilter there =
        new PeerFilter(
            null, null, port, null, false, null, all.order(), false, 0, PeerFilter.MAX_LIMIT);
    return node.peers(there).peers().stream()
        .filter(row -> addresses.contains(new PeerAddress(row.ip(), row.port())))
        .findFirst();
  }

  private static boolean isConnected(PeerRow row) {
    return row.state() == PeerState.CONNECTED;
  }

  private static String name(PeerRow row) {
    return row.nodeTag().isEmpty() ? String.valueOf(row.nodeId()) : row.nodeTag();
  }

  private static Set<PeerAddress> addresses(HostAndPort place) throws OperatorException {
    try {
      return Stream.of(InetAddress.getAllByName(place.host()))
          .map(ip -> new PeerAddress(IpAddress.of(ip), place.port()))
          .collect(Collectors.toSet());
    } catch (UnknownHostException e) {
      throw new OperatorException("connect: '" + place.host() + "' has no address", e);
    }
  }
}
