package network.vision.api;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import network.vision.protocol.HostAndPort;
import network.vision.protocol.IpRange;
import network.vision.protocol.Limits;
import network.vision.protocol.NodeId;
import network.vision.protocol.PeerAddress;
import tools.jackson.databind.JsonNode;

/**
 * What the node can be told to do. Every one changes something, so what is remembered is forgotten.
 */
final class CommandRoutes {

  private static final Duration MAX_BAN = Duration.ofDays(365);
  private static final Duration STANDARD_BAN = Duration.ofDays(1);

  private final NodeCommands commands;
  private final Runnable changed;

  CommandRoutes(NodeCommands commands, Runnable changed) {
    this.commands = commands;
    this.changed = changed;
  }

  List<Route> all() {
    return List.of(
        Route.post("/p2p/peers", call -> done(commands.addPeer(address(call)))),
        Route.post("/p2p/dial", call -> done(commands.dial(address(call)))),
        Route.post(
            "/p2p/peers/{node_id}/disconnect",
            call -> done(commands.disconnect(nodeId(call.capture(0))))),
        Route.post("/p2p/bans", this::ban),
        Route.delete("/p2p/bans/{target}", call -> done(commands.unban(target(call.capture(0))))),
        Route.post("/p2p/mapping/refresh", call -> done(commands.refreshMapping())),
        Route.post("/p2p/announce", call -> done(commands.announce())),
        Route.post("/p2p/log-levels", this::logLevel));
  }

  private CompletionStage<Answer> ban(Call call) throws ProblemException {
    NodeCommands.BanTarget target =
        target(call.field("target").orElseThrow(() -> missing("target")));
    JsonNode seconds = call.json().get("seconds");
    long wanted = STANDARD_BAN.toSeconds();
    if (seconds != null) {
      wanted = seconds.isIntegralNumber() && seconds.canConvertToLong() ? seconds.longValue() : 0;
    }
    if (wanted < 1 || wanted > MAX_BAN.toSeconds()) {
      throw ProblemException.badRequest(
          "seconds is a whole number from 1 to " + MAX_BAN.toSeconds());
    }
    String reason = call.field("reason").orElse("");
    if (reason.length() > Limits.MAX_REASON_CHARS) {
      throw ProblemException.badRequest(
          "reason has at most " + Limits.MAX_REASON_CHARS + " characters");
    }
    if (reason.codePoints().anyMatch(CommandRoutes::isUnprintable)) {
      throw ProblemException.badRequest("reason has characters that do not print");
    }
    return done(commands.ban(target, Duration.ofSeconds(wanted), reason));
  }

  private CompletionStage<Answer> logLevel(Call call) throws ProblemException {
    String area = call.field("area").orElseThrow(() -> missing("area"));
    LogLevel.Level level =
        call.field("level")
            .flatMap(LogLevel.Level::of)
            .orElseThrow(
                () -> ProblemException.badRequest("level is error, warn, info, debug or trace"));
    return done(commands.setLogLevel(area, level));
  }

  private CompletionStage<Answer> done(CompletionStage<NodeCommands.Outcome> command) {
    return command.thenApply(outcome -> {
      changed.run();
      return switch (outcome) {
        case NodeCommands.Outcome.Done(String text) -> Answer.json(200, Map.of("message", text));
        case NodeCommands.Outcome.Dialling(StartedDial dial) ->
            Answer.json(202, dial).with("Location", "/p2p/dials/" + dial.dial());
        case NodeCommands.Outcome.Unknown(String text) -> Problem.of(404, text).answer();
        case NodeCommands.Outcome.Refused(String text) -> Problem.of(409, text).answer();
      };
    });
  }

  private static HostAndPort address(Call call) throws ProblemException {
    String text = call.field("address").orElseThrow(() -> missing("address"));
    return HostAndPort.parse(text)
        .filter(address -> address.port() != 0)
        .orElseThrow(() -> ProblemException.badRequest("address is HOST:PORT, port 1-65535"));
  }

  private static NodeId nodeId(String text) throws ProblemException {
    return NodeId.parse(text)
        .orElseThrow(() -> ProblemException.badRequest("this is not a node id"));
  }

  /** Whatever reads as an IP, a range or an address is one. */
  private static NodeCommands.BanTarget target(String text) throws ProblemException {
    Optional<IpRange> range = IpRange.parse(text);
    if (range.isPresent()) {
      return new NodeCommands.BanTarget.Range(range.get());
    }
    Optional<PeerAddress> address = PeerAddress.parse(text);
    return address.isPresent()
        ? new NodeCommands.BanTarget.Address(address.get())
        : new NodeCommands.BanTarget.Node(banned(text));
  }

  private static NodeId banned(String text) throws ProblemException {
    return NodeId.parse(text)
        .orElseThrow(() ->
            ProblemException.badRequest("target is a node id, an IP, a range of IPs or IP:PORT"));
  }

  private static boolean isUnprintable(int c) {
    return Character.isISOControl(c) || Character.getType(c) == Character.FORMAT;
  }

  private static ProblemException missing(String field) {
    return ProblemException.badRequest(field + " is missing");
  }
}
