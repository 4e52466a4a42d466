package network.vision.node;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import network.vision.api.ApiClient;
import network.vision.api.ApiClientException;
import network.vision.api.ConfigValue;
import network.vision.api.ConstellationStatus;
import network.vision.api.Reachability;
import network.vision.api.VersionInfo;
import network.vision.node.config.OperatorException;
import network.vision.node.config.Platform;
import network.vision.protocol.PeerAddress;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** {@code vision-node status}: the running node at a glance. */
@Command(
    name = "status",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    abbreviateSynopsis = true,
    description = "Say how the node of this machine does.")
final class StatusCommand implements Callable<Integer> {

  /** What is asked for. */
  private record Glance(
      VersionInfo version,
      ConstellationStatus status,
      Reachability reach,
      List<ConfigValue> settings) {}

  private final Terminal terminal;
  private final Asking asking;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(names = "--json", description = "As the API has it.")
  private boolean isJson;

  StatusCommand(Terminal terminal, Platform platform) {
    this.terminal = terminal;
    this.asking = new Asking(terminal, platform);
  }

  @Override
  public Integer call() throws OperatorException {
    ParseResult line = spec.commandLine().getParseResult();
    return isJson
        ? asking.ask(line, node -> node.text("/constellation/status"), terminal::json)
        : asking.ask(line, StatusCommand::glance, this::tell);
  }

  private static Glance glance(ApiClient node) throws ApiClientException {
    return new Glance(node.version(), node.status(), node.reachability(), node.config());
  }

  private int tell(Glance glance) {
    VersionInfo version = glance.version();
    ConstellationStatus status = glance.status();
    Reachability reach = glance.reach();
    terminal.fact("Node", status.nodeId() + " on " + version.network());
    terminal.fact("Program", version.name() + " " + version.version() + ", Java " + version.java());
    terminal.fact("Listens at", addresses(reach.listening()));
    terminal.fact(
        "Peers are told",
        (reach.advertised() == null ? "no address" : reach.advertised().toString())
            + " ("
            + reach.advertisedBecause()
            + ")");
    terminal.fact("Reachable", reachable(reach));
    terminal.fact("Router", router(reach.mapping()));
    terminal.fact(
        "Peers",
        status.connectedPeers()
            + " connected of "
            + status.totalKnownPeers()
            + " known; "
            + status.hotPeers()
            + " hot, "
            + status.warmPeers()
            + " warm, "
            + status.coldPeers()
            + " cold");
    terminal.fact("Health", status.p2pHealth().toString());
    terminal.fact("Data directory", setting(glance.settings(), "data-dir"));
    return ExitCode.OK;
  }

  private String reachable(Reachability reach) {
    Paint paint =
        switch (reach.verdict()) {
          case REACHABLE -> Paint.GOOD;
          case UNREACHABLE -> Paint.BAD;
          case UNKNOWN, OUTBOUND_ONLY -> Paint.PLAIN;
        };
    String verdict = terminal.painted(paint, reach.verdict().toString());
    return reach.advice().isEmpty() ? verdict : verdict + ": " + reach.advice();
  }

  private static String addresses(List<PeerAddress> addresses) {
    return addresses.stream().map(PeerAddress::toString).collect(Collectors.joining(", "));
  }

  private static String router(Reachability.@Nullable Mapping mapping) {
    if (mapping == null) {
      return "none";
    }
    String name = mapping.router().isEmpty() ? mapping.protocol() : mapping.router();
    return mapping.external() == null
        ? name + ", " + mapping.state()
        : name + ", " + mapping.state() + " at " + mapping.external();
  }

  private static String setting(List<ConfigValue> settings, String name) {
    return settings.stream()
        .filter(setting -> setting.name().equals(name))
        .map(ConfigValue::value)
        .findFirst()
        .orElse("");
  }
}
