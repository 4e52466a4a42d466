package network.vision.node.outlet;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Instant;
import java.util.List;
import network.vision.gossip.Ban;
import network.vision.gossip.BanTarget;
import network.vision.gossip.ConnectionId;
import network.vision.gossip.Direction;
import network.vision.gossip.Notice;
import network.vision.gossip.Provenance;
import network.vision.protocol.IpAddress;
import network.vision.protocol.NodeId;
import network.vision.protocol.PeerAddress;
import network.vision.protocol.Refusal;
import network.vision.transport.Trouble;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class OperatorLogTest {

  private static final PeerAddress ADDRESS = PeerAddress.parse("192.168.1.100:7072").orElseThrow();

  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
  private final OperatorLog log = new OperatorLog("");

  @BeforeEach
  void listen() {
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    context.reset();
    lines.start();
    context.getLogger(LogSetup.ROOT).setLevel(Level.INFO);
    context.getLogger(LogSetup.ROOT).addAppender(lines);
  }

  @AfterEach
  void quiet() {
    LogSetup.apply("warn", false, LogSetup.Stream.ERROR);
  }

  @Test
  void theThreeLinesThatScriptsLookForAreExact() {
    log.localAddress(PeerAddress.parse("192.168.1.23:7072").orElseThrow());
    log.mappingBegins(7072);
    log.tell(discovered("VNODE-XYZ", "node_id"));

    assertThat(messages())
        .containsExactly(
            "[NETWORK] Local P2P address: 192.168.1.23:7072",
            "[UPnP] Attempting automatic port forwarding for P2P port 7072...",
            "[GOSSIP] Discovered new peer from gossip: VNODE-XYZ (node_id) at 192.168.1.100:7072");
  }

  @Test
  void aFloodOfNewPeersIsSixtyLines() {
    for (int i = 0; i < 1_000; i++) {
      log.tell(discovered("VNODE-" + i, "id" + i));
    }

    assertThat(messages()).hasSize(LineLimit.LINES_PER_MINUTE);
    assertThat(log.withheld()).isEqualTo(1_000 - LineLimit.LINES_PER_MINUTE);
  }

  @Test
  void troublesThatStrangersCauseAgainAndAgainAreSixtyLines() {
    for (int i = 0; i < 1_000; i++) {
      log.tell(new Trouble.DescriptorsExhausted());
      log.tell(new Trouble.DescriptorsAvailable());
    }

    assertThat(messages()).hasSize(LineLimit.LINES_PER_MINUTE);
  }

  @Test
  void aPeerIsNamedByEightCharactersButInTheFixedLine() {
    NodeId alice = new NodeId("0123456789abcdef0123456789abcdef01234567");
    BanTarget target = new BanTarget.Node(alice);
    log.tell(new Notice.PeerMoved(alice, ADDRESS, ADDRESS));
    log.tell(new Notice.Banned(new Ban(target, Instant.EPOCH, Instant.EPOCH, true, "")));
    log.tell(new Notice.BanEnded(target));

    assertThat(messages())
        .hasSize(3)
        .allMatch(line -> line.contains(alice.shortText()) && !line.contains(alice.text()));
  }

  @Test
  void whatAStrangerCausesIsNotSaid() {
    log.tell(
        new Notice.HandshakeRefused(
            new ConnectionId(1),
            Direction.INBOUND,
            IpAddress.parse("192.0.2.66").orElseThrow(),
            Refusal.WRONG_CHAIN_ID));

    assertThat(messages()).isEmpty();
  }

  @Test
  void aNodeAmongSeveralIsNamed() {
    new OperatorLog("alice").mappingBegins(1);

    assertThat(messages())
        .containsExactly("alice [UPnP] Attempting automatic port forwarding for P2P port 1...");
  }

  @Test
  void anAreaMayBeMadeQuietWhileTheNodeRuns() {
    LogSetup.setLevel(Area.UPNP, "error");

    log.mappingBegins(1);
    log.localAddress(ADDRESS);

    assertThat(messages()).containsExactly("[NETWORK] Local P2P address: " + ADDRESS);
  }

  private List<String> messages() {
    return lines.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
  }

  private static Notice discovered(String tag, String id) {
    return new Notice.PeerDiscovered(new NodeId(id), tag, ADDRESS, Provenance.GOSSIP);
  }
}
