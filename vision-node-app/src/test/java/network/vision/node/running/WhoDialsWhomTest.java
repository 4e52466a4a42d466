package network.vision.node.running;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.IOException;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import network.vision.gossip.GossipView;
import network.vision.node.Eventually;
import network.vision.node.config.Setting;
import network.vision.protocol.HandshakeVersion;
import network.vision.protocol.Message;
import network.vision.protocol.PeerAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The table of docs/PROTOCOL.md §11 on who dials whom, a test for each row, over real sockets. */
@Timeout(60)
class WhoDialsWhomTest {

  private static final PeerAddress AT_DEFAULT = PeerAddress.parse("127.0.0.1:7070").orElseThrow();

  /** The row of the table that a test shows. */
  @Target(ElementType.METHOD)
  @Retention(RetentionPolicy.RUNTIME)
  private @interface Row {
    String value();
  }

  @TempDir private Path folder;

  @RegisterExtension private final Nodes nodes = new Nodes(() -> folder);

  @Test
  void everyRowHasItsTest() throws IOException {
    Path here = Path.of("docs", "PROTOCOL.md");
    List<String> lines =
        Files.readAllLines(Files.exists(here) ? here : Path.of("..").resolve(here));
    List<String> rows =
        lines.stream()
            .skip(lines.indexOf("| who dials whom | what happens |") + 2L)
            .takeWhile(line -> line.startsWith("|"))
            .map(line -> line.split("\\|", -1)[1].strip())
            .toList();

    assertThat(rows)
        .containsExactlyInAnyOrderElementsOf(
            Stream.of(WhoDialsWhomTest.class.getDeclaredMethods())
                .filter(method -> method.isAnnotationPresent(Row.class))
                .map(method -> method.getAnnotation(Row.class).value())
                .toList());
  }

  @Test
  @Row("we dial a JSON node that names no port")
  void aJsonNodeIsSentNoProofAndHasTheDefaultPort() throws Exception {
    try (OldPeer json = OldPeer.json("json")) {
      Node alice = nodes.start("alice", Map.of(Setting.SEED, json.address().toString()));
      Eventually.holds("it is known", () -> Nodes.addresses(alice, json.id()).contains(AT_DEFAULT));
      json.say(new Message.Ping(7));
      Eventually.holds("they talk", () -> json.hasHeard("{\"Pong\":{\"timestamp\":7}}"));

      assertThat(json.dialledWith).containsOnly(HandshakeVersion.V4);
      assertThat(json.received).noneMatch(message -> message.startsWith("{\"Proof\""));
    }
  }

  @Test
  @Row("a JSON node that names no port dials us")
  void aJsonNodeThatDialsHasTheDefaultPort() throws Exception {
    try (OldPeer json = OldPeer.json("json")) {
      Node alice = nodes.start("alice", Map.of());
      json.dial(alice.listening().getFirst());

      Eventually.holds("it is known", () -> !Nodes.addresses(alice, json.id()).isEmpty());
      assertThat(Nodes.addresses(alice, json.id())).containsExactly(AT_DEFAULT);
      Eventually.holds("it has its answer", () -> !json.handshakes.isEmpty());
      assertThat(json.dialledWith).containsExactly(HandshakeVersion.V4);
    }
  }

  @Test
  @Row("we dial a deployed node")
  void aDeployedNodeIsDialledAgainAtOnce() throws Exception {
    try (OldPeer old = OldPeer.deployed("old", List.of())) {
      Node alice = nodes.start("alice", Map.of(Setting.SEED, old.address().toString()));

      Eventually.holds("it is known", () -> !Nodes.addresses(alice, old.id()).isEmpty());
      assertThat(old.dialledWith).containsExactly(HandshakeVersion.V4, HandshakeVersion.V3);
    }
  }

  @Test
  @Row("a deployed node dials us")
  void aDeployedNodeIsAnsweredInItsVersionAndKnownWhereItSays() throws Exception {
    try (OldPeer old = OldPeer.deployed("old", List.of())) {
      Node alice = nodes.start("alice", Map.of());
      old.dial(alice.listening().getFirst());

      Eventually.holds("it is known", () -> !Nodes.addresses(alice, old.id()).isEmpty());
      assertThat(Nodes.addresses(alice, old.id())).containsExactly(old.address());
      Eventually.holds("it has its answer", () -> !old.handshakes.isEmpty());
      assertThat(old.dialledWith).contains(HandshakeVersion.V3);
    }
  }

  @Test
  @Row("we dial a deployed node at an IPv6 address")
  void aDeployedNodeIsNotDialledAgainOverIpv6() throws Exception {
    try (OldPeer old = OldPeer.deployedAtIpv6("old")) {
      Node alice = nodes.start("alice", Map.of(Setting.SEED, old.address().toString()));

      Eventually.holds("the dial has failed", () -> hasFailed(alice, old.address()));
      assertThat(old.dialledWith).containsOnly(HandshakeVersion.V4);
    }
  }

  @Test
  @Row("a node of ours dials one")
  void ourNodesProveTheirKeysAndGiveTheirRecords() throws Exception {
    Node alice = nodes.start("alice", Map.of());
    Node bob = nodes.start("bob", Map.of(Setting.SEED, Nodes.address(alice)));

    Eventually.holds("alice has both", () -> isProven(alice, bob));
    Eventually.holds("bob has both", () -> isProven(bob, alice));
  }

  @Test
  @Row("anybody reads our gossip")
  void ourGossipHasThePortTwice() throws Exception {
    try (OldPeer old = OldPeer.deployed("old", List.of())) {
      Node alice = nodes.start("alice", Map.of(Setting.SEED, old.address().toString()));
      int port = alice.listening().getFirst().port();
      String entry = "\"ip_address\":\"127.0.0.1:" + port + "\",\"port\":" + port + ",";

      Eventually.holds(
          "alice tells of herself",
          () -> old.received.stream().anyMatch(message -> message.contains(entry)));
    }
  }

  @Test
  @Row("a JSON node without `p2p_port` reads our handshake")
  void ourPortIsInTheAdvertisedPortToo() throws Exception {
    try (OldPeer json = OldPeer.json("json")) {
      Node alice = nodes.start("alice", Map.of(Setting.SEED, json.address().toString()));

      Eventually.holds("it hears alice", () -> !json.handshakes.isEmpty());
      assertThat(json.handshakes.getFirst().reach().advertisedPort())
          .isEqualTo(alice.listening().getFirst().port())
          .isEqualTo(json.handshakes.getFirst().reach().p2pPort());
    }
  }

  @Test
  @Row("handshake version 2, 5 or any other")
  void anotherVersionIsClosedAndNotAnsweredWithVersion3() throws Exception {
    List<Integer> heard = new CopyOnWriteArrayList<>();
    try (ServerSocket later = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      Thread.startVirtualThread(() -> answerInVersion5(later, heard));
      PeerAddress there = PeerAddress.parse("127.0.0.1:" + later.getLocalPort()).orElseThrow();
      Node alice = nodes.start("alice", Map.of(Setting.SEED, there.toString()));

      Eventually.holds("the dial has failed", () -> hasFailed(alice, there));
      assertThat(heard).containsOnly(4);
      assertThat(answerTo(alice, (byte) 5)).isNegative();
      assertThat(answerTo(alice, (byte) 2)).isNegative();
    }
  }

  /** The first byte that comes back for a handshake of {@code version}; -1: closed. */
  private static int answerTo(Node node, byte version) throws IOException {
    PeerAddress at = node.listening().getFirst();
    try (Socket socket = new Socket(at.ip().toInetAddress(), at.port())) {
      byte[] frame = {'V', 'I', 'S', 'I', 'O', 'N', '-', 'P', '2', version, 0, 1};
      socket.getOutputStream().write(frame);
      return socket.getInputStream().read();
    }
  }

  private static void answerInVersion5(ServerSocket listening, List<Integer> heard) {
    try {
      while (true) {
        try (Socket socket = listening.accept()) {
          DataInputStream in = new DataInputStream(socket.getInputStream());
          in.skipNBytes(9);
          heard.add((int) in.readByte());
          in.skipNBytes(in.readUnsignedShort());
          socket
              .getOutputStream()
              .write(new byte[] {'V', 'I', 'S', 'I', 'O', 'N', '-', 'P', '2', 5, 0, 1, '{'});
        }
      }
    } catch (IOException e) {
      // closed: the test is over
    }
  }

  private static boolean hasFailed(Node node, PeerAddress address) throws Exception {
    return Nodes.view(node).summary().seeds().stream()
        .anyMatch(row -> row.addresses().contains(address) && row.failures() > 0);
  }

  private static boolean isProven(Node node, Node other) throws Exception {
    return Nodes.view(node).peers().stream()
        .map(GossipView.PeerRow::peer)
        .filter(peer -> other.id().equals(peer.nodeId()))
        .anyMatch(peer -> peer.provenKey() != null && peer.record() != null);
  }
}
