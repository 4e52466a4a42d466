package network.vision.node;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import network.vision.api.ApiClient;
import network.vision.api.ApiClientException;
import network.vision.api.PeerDetail;
import network.vision.api.PeerFilter;
import network.vision.api.PeerRow;
import network.vision.node.config.OperatorException;
import network.vision.node.config.Platform;
import network.vision.protocol.NodeId;
import network.vision.protocol.PeerAddress;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** {@code vision-node peer}: everything known of one peer. */
@Command(
    name = "peer",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    abbreviateSynopsis = true,
    description = "Show everything that the node of this machine knows of one peer.")
final class PeerCommand implements Callable<Integer> {

  private final Terminal terminal;
  private final Asking asking;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(
      paramLabel = "ID|TAG|ADDRESS",
      description = "Its node id, or a part of its id, tag or address that no other peer has.")
  private String wanted = "";

  @Option(names = "--json", description = "As the API has it.")
  private boolean isJson;

  PeerCommand(Terminal terminal, Platform platform) {
    this.terminal = terminal;
    this.asking = new Asking(terminal, platform);
  }

  @Override
  public Integer call() throws OperatorException {
    ParseResult line = spec.commandLine().getParseResult();
    return isJson
        ? asking.ask(
            line,
            node -> node.text("/p2p/peers/" + ApiClient.encode(id(node).text())),
            terminal::json)
        : asking.ask(line, node -> node.peer(id(node)), this::tell);
  }

  /** The one peer that is meant. */
  private NodeId id(ApiClient node) throws ApiClientException, OperatorException {
    PeerFilter all = PeerFilter.ALL;
    PeerFilter named =
        new PeerFilter(null, null, null, null, false, wanted, all.order(), false, 0, all.limit());
    List<PeerRow> found = node.peers(named).peers();
    Optional<NodeId> exact =
        found.stream()
            .map(PeerRow::nodeId)
            .filter(id -> id != null && id.text().equals(wanted))
            .findFirst();
    List<NodeId> ids = found.stream().flatMap(row -> Stream.ofNullable(row.nodeId())).toList();
    if (exact.isEmpty() && ids.size() != 1) {
      throw new OperatorException(
          "peer: '"
              + wanted
              + "' fits "
              + (ids.isEmpty() ? "no peer with a name" : ids.size() + " peers")
              + "; see vision-node peers");
    }
    return exact.orElseGet(ids::getFirst);
  }

  private int tell(Optional<PeerDetail> found) {
    if (found.isEmpty()) {
      terminal.refuse("peer: '" + wanted + "' has just been forgotten");
      return ExitCode.FAILED;
    }
    PeerDetail peer = found.get();
    Ago ago = new Ago(Instant.now());
    facts(peer, ago);
    addresses(peer, ago);
    ports(peer, ago);
    blames(peer, ago);
    return ExitCode.OK;
  }

  private void facts(PeerDetail peer, Ago ago) {
    PeerRow row = peer.peer();
    terminal.fact("Peer", row.nodeTag() + " " + (row.nodeId() == null ? "" : row.nodeId().text()));
    terminal.fact(
        "Address", new PeerAddress(row.ip(), row.port()) + ", port from " + row.portProvenance());
    terminal.fact(
        "State",
        row.state()
            + (row.direction() == null ? "" : ", " + row.direction())
            + ", "
            + row.bucket()
            + ", seen "
            + ago.of(row.lastSeen()));
    terminal.fact("Latency", row.latencyMs() == null ? "not measured" : row.latencyMs() + " ms");
    terminal.fact("Role", row.role().isEmpty() ? "unknown" : row.role());
    terminal.fact("Key", row.isProven() ? "proved" : "not proved: the id is only a name");
    terminal.fact(
        "Speaks",
        row.handshakeVersion() == 0
            ? "unknown"
            : "version "
                + row.handshakeVersion()
                + ", "
                + (peer.nodeBuild().isEmpty() ? "build unknown" : peer.nodeBuild()));
    terminal.fact("Standing", standing(peer.standing(), ago));
    PeerDetail.LastError error = peer.lastError();
    terminal.fact("Last error", error == null ? "none" : error.text() + ", " + ago.of(error.at()));
    terminal.fact(
        "Next dial",
        peer.backOffSeconds() == 0
            ? "not held back"
            : "in " + Ago.span(Duration.ofSeconds(peer.backOffSeconds())));
  }

  private static String standing(PeerDetail.Standing standing, Ago ago) {
    String banned =
        standing.bannedUntil() == null ? "" : ", banned for " + ago.until(standing.bannedUntil());
    return "%s, score %.2f%s".formatted(standing.tier().wireName(), standing.score(), banned);
  }

  private void addresses(PeerDetail peer, Ago ago) {
    Table table = new Table("ADDRESS", "FROM", "HEARD", "WORKED", "FAILED", "TRIES", "");
    for (PeerDetail.KnownAddress known : peer.addresses()) {
      String failure = known.failureKind() == null ? "" : ", " + known.failureKind();
      table.add(
          known.address().toString(),
          known.provenance().toString(),
          ago.of(known.firstHeard()),
          ago.of(known.lastSuccess()),
          ago.of(known.lastFailure()) + failure,
          Integer.toString(known.attempts()),
          known.isChosen() ? "dialled first" : "");
    }
    print(table);
  }

  private void ports(PeerDetail peer, Ago ago) {
    if (!peer.ports().isEmpty()) {
      Table table = new Table("PORT SINCE", "FROM", "TO", "WHO SAID SO");
      for (PeerDetail.PortChange change : peer.ports()) {
        table.add(
            ago.of(change.at()),
            change.from() == 0 ? "-" : Integer.toString(change.from()),
            Integer.toString(change.to()),
            change.provenance().toString());
      }
      print(table);
    }
  }

  private void blames(PeerDetail peer, Ago ago) {
    if (!peer.standing().blames().isEmpty()) {
      Table table = new Table("BLAMED", "FOR", "WEIGHT");
      peer.standing()
          .blames()
          .forEach(blame ->
              table.add(ago.of(blame.at()), blame.reason(), Double.toString(blame.weight())));
      print(table);
    }
  }

  private void print(Table table) {
    terminal.out().println();
    table.print(terminal);
  }
}
