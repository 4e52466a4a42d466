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
import picocli.CommandLine.Spec;

/** {@code vision-node status}: the running node at a glance. */
@Command(
    name = "status",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    abbreviateSynopsis = true,
    description = "Say how the node of this machine does.")
final class StatusCommand implements Callable<Integer> {

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
    return asking.ask(spec.commandLine().getParseResult(), this::tell);
  }

  private int tell(ApiClient node) throws ApiClientException {
    if (isJson) {
      terminal.out().println(node.text("/constellation/status"));
      return ExitCode.OK;
    }
    VersionInfo version = node.version();
    ConstellationStatus status = node.status();
    Reachability reach = node.reachability();
    line("Node", status.nodeId() + " on " + version.network());
    line("Program", version.name() + " " + version.version() + ", Java " + version.java());
    line("Listens at", addresses(reach.listening()));
    line(
        "Peers are told",
        (reach.advertised() == null ? "no address" : reach.advertised().toString())
            + " ("
            + reach.advertisedBecause()
            + ")");
    line("Reachable", reach.verdict() + ": " + reach.advice());
    line("Router", router(reach.mapping()));
    line(
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
    line("Health", status.p2pHealth().toString());
    line("Data directory", setting(node.config(), "data-dir"));
    return ExitCode.OK;
  }

  private void line(String name, String value) {
    terminal.out().printf("%-16s %s%n", name, value);
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
