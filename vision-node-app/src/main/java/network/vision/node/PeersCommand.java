package network.vision.node;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import network.vision.api.Direction;
import network.vision.api.PeerBucket;
import network.vision.api.PeerFilter;
import network.vision.api.PeerPage;
import network.vision.api.PeerRow;
import network.vision.api.PeerState;
import network.vision.node.Table.Cell;
import network.vision.node.config.OperatorException;
import network.vision.node.config.Platform;
import network.vision.protocol.PeerAddress;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;
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
  private static final String ORDERS =
      "state, ip, port, last_seen, latency_ms, score, node_tag or tier";
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

  @Option(
      names = "--non-default-port",
      description = "Only those at another port than 7070 or 7072.")
  private boolean isNonDefaultPort;

  @Option(names = "--role", paramLabel = "ROLE", description = "Only those of this role.")
  private @Nullable String role;

  @Option(
      names = "--find",
      paramLabel = "TEXT",
      description = "Only those with TEXT in their tag, id, address or role.")
  private @Nullable String text;

  @Option(
      names = "--sort",
      paramLabel = "ORDER",
      defaultValue = "state",
      description = "By " + ORDERS + "; with a minus in front the other way round.")
  private String sort = "state";

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "5000",
      description = "At most so many, 1-5000.")
  private int limit = PeerFilter.MAX_LIMIT;

  PeersCommand(Terminal terminal, Platform platform) {
    this.terminal = terminal;
    this.asking = new Asking(terminal, platform);
  }

  @Override
  public Integer call() throws OperatorException {
    int exitCode = look();
    try {
      while (isWatching && exitCode == ExitCode.OK) {
        var _ = never.await(WATCH_SECONDS, TimeUnit.SECONDS);
        exitCode = look();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return exitCode;
  }

  private int look() throws OperatorException {
    ParseResult line = spec.commandLine().getParseResult();
    PeerFilter filter = filter();
    return isJson
        ? asking.ask(line, node -> node.text("/p2p/peers?" + filter.toQuery()), terminal::json)
        : asking.ask(line, node -> node.peers(filter), this::tell);
  }

  private int tell(PeerPage page) {
    if (isWatching && terminal.isLive()) {
      terminal.out().print(CLEAR);
    }
    table(page).print(terminal);
    terminal
        .out()
        .printf(
            "%d of %d known peers, %d connected%n",
            page.peers().size(), page.totalPeers(), page.connectedPeers());
    return ExitCode.OK;
  }

  private PeerFilter filter() throws OperatorException {
    boolean isDescending = sort.startsWith("-");
    String order = isDescending ? sort.substring(1) : sort;
    return new PeerFilter(
        state,
        bucket,
        peerPort,
        role,
        isNonDefaultPort,
        text,
        Stream.of(PeerFilter.Order.values())
            .filter(known -> known.toString().equals(order))
            .findFirst()
            .orElseThrow(() -> new OperatorException("--sort: '" + sort + "' is not " + ORDERS)),
        isDescending,
        0,
        limit());
  }

  private int limit() throws OperatorException {
    if (limit < 1 || limit > PeerFilter.MAX_LIMIT) {
      throw new OperatorException("--limit: '" + limit + "' is not a number of 1-5000");
    }
    return limit;
  }

  private static Table table(PeerPage page) {
    Table table =
        new Table("ADDRESS", "PORT FROM", "STATE", "BUCKET", "WAY", "PING", "SEEN", "PEER");
    Ago ago = new Ago(Instant.now());
    for (PeerRow row : page.peers()) {
      table.add(
          List.of(
              new Cell(
                  new PeerAddress(row.ip(), row.port()).toString(),
                  row.isDefaultPort() ? Paint.PLAIN : Paint.ODD),
              Cell.of(row.portProvenance().toString()),
              new Cell(row.state().toString(), paint(row.state())),
              Cell.of(row.bucket().toString()),
              Cell.of(way(row.direction())),
              Cell.of(row.latencyMs() == null ? "" : row.latencyMs() + " ms"),
              Cell.of(ago.of(row.lastSeen())),
              Cell.of(row.nodeTag())));
    }
    return table;
  }

  private static Paint paint(PeerState state) {
    return switch (state) {
      case CONNECTED -> Paint.GOOD;
      case FAILED -> Paint.BAD;
      case CONNECTING, DISCONNECTED -> Paint.PLAIN;
      case KNOWN_ONLY -> Paint.DIM;
    };
  }

  private static String way(@Nullable Direction direction) {
    return switch (direction) {
      case null -> "";
      case INBOUND -> "in";
      case OUTBOUND -> "out";
    };
  }
}
