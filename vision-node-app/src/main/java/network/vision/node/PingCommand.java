package network.vision.node;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.Callable;
import network.vision.node.config.NodeConfig;
import network.vision.node.config.NodeConfigReader;
import network.vision.node.config.OperatorException;
import network.vision.node.config.Platform;
import network.vision.node.config.Setting;
import network.vision.node.running.Visitor;
import network.vision.protocol.Handshake;
import network.vision.protocol.HostAndPort;
import network.vision.protocol.IpAddress;
import network.vision.protocol.PeerAddress;
import network.vision.transport.Knock;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code vision-node ping}: who is at an address, without a node of our own. */
@Command(
    name = "ping",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    abbreviateSynopsis = true,
    description = "Ask who is at an address: a handshake, no more.")
final class PingCommand implements Callable<Integer> {

  /** What decides whom we may dial, and how we speak. */
  static final List<Setting> SETTINGS = List.of(Setting.NETWORK, Setting.DIAL_ONLY, Setting.CONFIG);

  private final Terminal terminal;
  private final Platform platform;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "HOST:PORT", description = "Whom to ask.")
  private String target = "";

  PingCommand(Terminal terminal, Platform platform) {
    this.terminal = terminal;
    this.platform = platform;
  }

  @Override
  public Integer call() throws OperatorException, InterruptedException {
    NodeConfig config =
        NodeConfigReader.read(
            SettingOptions.read(spec.commandLine().getParseResult(), platform), platform);
    PeerAddress address = address();
    Visitor visitor = Visitor.of(config.profile());
    return switch (Knock.at(address, config.peers().dialOnly(), visitor::handshake)) {
      case Knock.Answered answer -> tell(answer);
      case Knock.Unanswered unanswered -> {
        terminal.refuse(address + " does not answer: " + unanswered.failure().detail());
        yield ExitCode.FAILED;
      }
    };
  }

  private int tell(Knock.Answered answer) {
    Handshake.Reach reach = answer.handshake().reach();
    Handshake.Node node = answer.handshake().node();
    terminal
        .out()
        .printf(
            "%s is %s (%s), version %d, %s, %d ms%n",
            answer.address(),
            node.tag(),
            node.id(),
            answer.version().wireByte(),
            reach.isPortStated()
                ? "says port " + reach.port(answer.version())
                : "does not say its port",
            answer.roundTrip().toMillis());
    return ExitCode.OK;
  }

  private PeerAddress address() throws OperatorException {
    HostAndPort place =
        HostAndPort.parse(target)
            .filter(found -> found.port() > 0)
            .orElseThrow(() ->
                new OperatorException(
                    "ping: '" + target + "' is not HOST:PORT with a port of 1-65535"));
    try {
      IpAddress ip = IpAddress.of(InetAddress.getAllByName(place.host())[0]);
      return new PeerAddress(ip, place.port());
    } catch (UnknownHostException e) {
      throw new OperatorException("ping: '" + place.host() + "' has no address", e);
    }
  }
}
