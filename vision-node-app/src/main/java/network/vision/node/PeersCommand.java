package network.vision.node;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import network.vision.api.ApiClient;
import network.vision.api.ApiClientException;
import network.vision.api.Direction;
import network.vision.api.PeerBucket;
import network.vision.api.PeerFilter;
import network.vision.api.PeerPage;
import network.vision.api.PeerRow;
import network.vision.api.PeerState;
import network.vision.node.config.OperatorException;
import network.vision.node.config.Platform;
import network.vision.protocol.PeerAddress;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code vision-node peers}: whom the running node knows. */
@Command(
    name = "peers",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    abbreviateSynopsis = true,
    description = "List the peers that the node of this machine knows.")
final class PeersCommand implements Callable<Integer> {

  private static final long WATCH_SECONDS = 1;
  private static final String CLEAR = "\u001b[H\u001b[2J";

  private final Terminal terminal;
  private final Asking asking;
  private final CountDownLatch never = new CountDownLatch(1);

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(names = "--json", description = "As the API has it.")
  private boolean isJson;

  @Option(names = "--watch", description = "Again every second, until Ctrl-C.")
  private boolean isWatching;

  @Option(
      names = "--state",
      paramLabel = "STATE",
      description = "Only Connected, Connecting, Disconnected, Failed or KnownOnly ones.")
  private @Nullable PeerState state;

  @Option(names = "--bucket", paramLabel = "BUCKET", description = "Only Hot, Warm or Cold ones.")
  private @Nullable PeerBucket bucket;

  @Option(names = "--peer-port", paramLabel = "PORT", description = "Only those at this port.")
  private @Nullable Integer peerPort;

  @Option(names = "--non-default-port", description = "Only those at another port than 7070.")
  private boolean isNonDefaultPort;

  PeersCommand(Terminal terminal, Platform platform) {
    this.terminal = terminal;
    this.asking = new Asking(terminal, platform);
  }

  @Override
  public Integer call() throws OperatorException, InterruptedException {
    int exitCode = asking.ask(spec.commandLine().getParseResult(), this::tell);
    while (isWatching && exitCode == ExitCode.OK) {
      var _ = never.await(WATCH_SECONDS, TimeUnit.SECONDS);
      exitCode = asking.ask(spec.commandLine().getParseResult(), this::tell);
    }
    return exitCode;
  }

  private int tell(ApiClient node) throws ApiClientException {
    PeerFilter filter = filter();
    if (isJson) {
      terminal.out().println(node.text("/p2p/peers?" + filter.toQuery()));
      return ExitCode.OK;
    }
    PeerPage page = node.peers(filter);
    if (isWatching && terminal.isLive()) {
      terminal.out().print(CLEAR);
    }
    table(page).print(terminal.out());
    terminal
        .out()
        .printf(
            "%d of %d known peers, %d connected%n",
            page.peers().size(), page.totalPeers(), page.connectedPeers());
    terminal.out().flush();
    return ExitCode.OK;
  }

  private PeerFilter filter() {
    PeerFilter all = PeerFilter.ALL;
    return new PeerFilter(
        state,
        bucket,
        peerPort,
        null,
        isNonDefaultPort,
        null,
        all.order(),
        false,
        0,
        PeerFilter.MAX_LIMIT);
  }

  private static Table table(PeerPage page) {
    Table table =
        new Table("ADDRESS", "PORT FROM", "STATE", "BUCKET", "WAY", "PING", "SEEN", "PEER");
    Instant now = Instant.now();
    for (PeerRow row : page.peers()) {
      table.add(
          new PeerAddress(row.ip(), row.port()).toString(),
          row.portProvenance().toString(),
          row.state().toString(),
          row.bucket().toString(),
          way(row.direction()),
          row.latencyMs() == null ? "" : row.latencyMs() + " ms",
          ago(row.lastSeen(), now),
          row.nodeTag());
    }
    return table;
  }

  private static String way(@Nullable Direction direction) {
    return switch (direction) {
      case null -> "";
      case INBOUND -> "in";
      case OUTBOUND -> "out";
    };
  }

  private static String ago(@Nullable Instant seen, Instant now) {
    if (seen == null) {
      return "never";
    }
    Duration age = Duration.between(seen, now);
    if (age.toSeconds() < 60) {
      return Math.max(0, age.toSeconds()) + " s ago";
    }
    return age.toMinutes() < 120 ? age.toMinutes() + " min ago" : age.toHours() + " h ago";
  }
}
