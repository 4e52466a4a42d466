package network.vision.node;

import java.util.List;
import java.util.concurrent.Callable;
import network.vision.node.config.NodeConfig;
import network.vision.node.config.NodeConfigReader;
import network.vision.node.config.OperatorException;
import network.vision.node.config.Platform;
import network.vision.node.config.Setting;
import network.vision.node.running.Outward;
import network.vision.node.running.Program;
import network.vision.protocol.Handshake;
import network.vision.protocol.HandshakeVersion;
import network.vision.protocol.HostAndPort;
import network.vision.protocol.PeerAddress;
import network.vision.transport.DialFailure;
import network.vision.transport.Knock;
import network.vision.transport.Visitor;
import org.jspecify.annotations.Nullable;
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
    description = "Ask who is at an address: a handshake, no more.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:a node answered",
      "1:a fault of this program",
      "2:a mistake in what was asked for",
      "3:nobody answers there: refused, timeout, unreachable",
      "4:something else answers there: spoke_http, bad_handshake",
      "5:it hung up: closed_unanswered, cut_off",
      "6:not dialled: not_allowed, no_descriptors, proxy"
    })
final class PingCommand implements Callable<Integer> {

  /** What decides whom we may dial, and how we speak. */
  static final List<Setting> SETTINGS =
      List.of(Setting.NETWORK, Setting.DIAL_ONLY, Setting.SOCKS5, Setting.CONFIG);

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
    Outward outward = Outward.of(config);
    PeerAddress address = address(outward);
    Visitor visitor = Visitor.of(config.profile(), Program.WIRE_VERSION, Program.BUILD);
    Knock.Result answer;
    try (Progress _ = Progress.of(terminal, "Asking " + address)) {
      answer = outward.knock(address, visitor);
    }
    return switch (answer) {
      case Knock.Answered answered -> tell(answered);
      case Knock.Unanswered unanswered -> {
        DialFailure failure = unanswered.failure();
        terminal.refuse(address + ": " + failure.kind().label() + ", " + failure.detail());
        yield exitCode(failure.kind());
      }
    };
  }

  private int tell(Knock.Answered answer) {
    Handshake handshake = answer.handshake();
    line("Tag", handshake.node().tag());
    line("Node id", handshake.node().id().text());
    line("Port for peers", p2pPort(handshake.reach(), answer.version()));
    line("Port for HTTP", orUnsaid(handshake.reach().httpApiPort()));
    line("Software", software(handshake.network()));
    line("Height", Long.toUnsignedString(handshake.heights().effective()));
    line("Handshake", "version " + answer.version().wireByte());
    line("Round trip", "%.1f ms".formatted(answer.roundTrip().toNanos() / 1e6));
    return ExitCode.OK;
  }

  private void line(String name, String value) {
    terminal.out().printf("%-16s %s%n", name, value);
  }

  private static String p2pPort(Handshake.Reach reach, HandshakeVersion version) {
    int port = reach.port(version);
    if (!reach.isPortStated()) {
      return "not said, so " + port;
    }
    return port == 0 ? "none: it is not to be dialled" : Integer.toString(port);
  }

  private static String orUnsaid(@Nullable Integer port) {
    return port == null ? "not said" : port.toString();
  }

  private static String software(Handshake.Network network) {
    String number = "number " + network.nodeVersion();
    return network.nodeBuild().isEmpty() ? number : network.nodeBuild() + ", " + number;
  }

  private static int exitCode(DialFailure.Kind kind) {
    return switch (kind) {
      case REFUSED, TIMEOUT, UNREACHABLE -> ExitCode.NO_NODE;
      case SPOKE_HTTP, BAD_HANDSHAKE -> ExitCode.OTHER_LANGUAGE;
      case CLOSED_UNANSWERED, CUT_OFF -> ExitCode.HUNG_UP;
      case NOT_ALLOWED, NO_DESCRIPTORS, PROXY -> ExitCode.NOT_DIALLED;
      case CANCELLED, FAULT -> ExitCode.FAILED;
    };
  }

  private PeerAddress address(Outward outward) throws OperatorException {
    HostAndPort place =
        HostAndPort.parse(target)
            .filter(found -> found.port() > 0)
            .orElseThrow(() ->
                new OperatorException(
                    "ping: '" + target + "' is not HOST:PORT with a port of 1-65535"));
    return outward.lookUp(place).stream()
        .findFirst()
        .orElseThrow(() -> new OperatorException("ping: '" + place.host() + "' has no address"));
  }
}
