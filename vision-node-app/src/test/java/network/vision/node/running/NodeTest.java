package network.vision.node.running;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import network.vision.node.Eventually;
import network.vision.node.config.OperatorException;
import network.vision.node.config.Setting;
import network.vision.protocol.PeerAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Whole nodes with real sockets and real disks, on loopback. */
@Timeout(60)
class NodeTest {

  @TempDir private Path folder;

  @RegisterExtension private final Nodes nodes = new Nodes(() -> folder);

  @Test
  void twoNodesFindEachOtherAtTheirPorts() throws Exception {
    Node alice = nodes.start("alice", Map.of());
    Node bob = nodes.start("bob", Map.of(Setting.SEED, Nodes.address(alice)));

    Eventually.holds("they know each other", () -> Nodes.knows(alice, bob));
    Eventually.holds("and back", () -> Nodes.knows(bob, alice));
    assertThat(Nodes.get(bob.apiAddress(), "/p2p/peers"))
        .contains("\"port\":" + alice.listening().getFirst().port())
        .contains("\"state\":\"Connected\"");
  }

  @Test
  void aPeerIsHeardOfThroughAThird() throws Exception {
    Node alice = nodes.start("alice", Map.of());
    Node bob = nodes.start("bob", Map.of(Setting.SEED, Nodes.address(alice)));
    Node carol = nodes.start("carol", Map.of(Setting.SEED, Nodes.address(alice)));

    Eventually.holds("bob hears of carol", () -> Nodes.knows(bob, carol));
    Eventually.holds("carol hears of bob", () -> Nodes.knows(carol, bob));
  }

  @Test
  void aNodeFindsTheNetworkAgainWhenItsSeedIsGone() throws Exception {
    Node seed = nodes.start("seed", Map.of());
    Node alice = nodes.start("alice", Map.of(Setting.SEED, Nodes.address(seed)));
    Node bob = nodes.start("bob", Map.of(Setting.SEED, Nodes.address(seed)));
    Eventually.holds("bob has heard of alice", () -> Nodes.isConnected(bob, alice));
    seed.close();
    bob.close();

    Node bobAgain = nodes.start("bob", Map.of());

    assertThat(bobAgain.id()).isEqualTo(bob.id());
    Eventually.holds("bob dials whom he remembers", () -> Nodes.isConnected(bobAgain, alice));
  }

  @Test
  void onePortServesPeersAndHttp() throws Exception {
    String port = Integer.toString(Nodes.freePort());
    Node alice = nodes.start("alice", Map.of(Setting.PORT, port, Setting.P2P_PORT, port));
    Node bob = nodes.start("bob", Map.of(Setting.SEED, Nodes.address(alice)));

    Eventually.holds("peers are served", () -> Nodes.isConnected(bob, alice));
    assertThat(alice.apiAddress().port()).isEqualTo(alice.listening().getFirst().port());
    assertThat(Nodes.get(alice.apiAddress(), "/health")).contains("\"status\":\"ok\"");
  }

  @Test
  void aPeerThatDoesNotSayItsPortIsTakenForOneOfTheDefaultPort() throws Exception {
    Node alice = nodes.start("alice", Map.of());
    Node old =
        nodes.start("old", Map.of(Setting.OMIT_PORT, "yes", Setting.SEED, Nodes.address(alice)));

    Eventually.holds("alice is connected", () -> Nodes.isConnected(alice, old));
    Eventually.holds(
        "alice assumes 7070",
        () -> Nodes.get(alice.apiAddress(), "/p2p/peers").contains("\"port\":7070"));
  }

  @Test
  void aSecondNodeOnOneDataDirectoryIsRefused() throws Exception {
    nodes.start("alice", Map.of());

    assertThatThrownBy(() -> nodes.start("alice", Map.of()))
        .isInstanceOf(OperatorException.class)
        .hasMessageContaining(folder.resolve("alice").toRealPath().toString())
        .message()
        .doesNotContain("\n");
  }

  @Test
  void aBusyPortForPeersIsRefusedWithItsNumberAndItsSetting() throws Exception {
    try (ServerSocket busy = busy()) {
      String address = "127.0.0.1:" + busy.getLocalPort();

      assertThatThrownBy(() -> nodes.start("alice", Map.of(Setting.P2P_LISTEN, address)))
          .isInstanceOf(OperatorException.class)
          .hasMessage("--p2p-listen: cannot listen on " + address + ": the port is in use");
    }
  }

  @Test
  void aBusyPortForHttpIsRefusedWithItsNumberAndItsSetting() throws Exception {
    try (ServerSocket busy = busy()) {
      String port = Integer.toString(busy.getLocalPort());

      assertThatThrownBy(() -> nodes.start("alice", Map.of(Setting.PORT, port)))
          .isInstanceOf(OperatorException.class)
          .hasMessageStartingWith("--port: cannot listen on 127.0.0.1:" + port);
    }
  }

  @Test
  void aNodeThatCouldNotStartLeavesNothingOpen() throws Exception {
    try (ServerSocket busy = busy()) {
      String port = Integer.toString(busy.getLocalPort());
      assertThatThrownBy(() -> nodes.start("alice", Map.of(Setting.PORT, port)))
          .isInstanceOf(OperatorException.class);
    }

    assertThat(nodes.start("alice", Map.of())).isNotNull();
  }

  @Test
  void stoppingTakesLessThanTwoSeconds() throws Exception {
    Node alice = nodes.start("alice", Map.of());
    Node bob = nodes.start("bob", Map.of(Setting.SEED, Nodes.address(alice)));
    Eventually.holds("they are connected", () -> Nodes.isConnected(bob, alice));

    long began = System.nanoTime();
    bob.close();

    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(2));
    assertThat(bob.ended()).isCompleted();
  }

  @Test
  void aSeedFileInTheDataDirectoryReplacesTheSeedsOfTheNetwork() throws Exception {
    Node alice = nodes.start("alice", Map.of());
    Path data = Files.createDirectories(folder.resolve("bob"));
    Files.writeString(
        data.resolve("seed_peers.json"),
        """
        {"version": 1, "generated_at": "now", "description": "", "peers": ["%s"]}
        """
            .formatted(Nodes.address(alice)));

    Node bob = nodes.startWithoutSeedOption("bob");

    Eventually.holds("bob asks the seed of the file", () -> Nodes.isConnected(bob, alice));
  }

  @Test
  void aNodeStartsWithWhatIsLeftOfADamagedBook() throws Exception {
    Node alice = nodes.start("alice", Map.of());
    Node bob = nodes.start("bob", Map.of(Setting.SEED, Nodes.address(alice)));
    Eventually.holds("bob knows alice", () -> Nodes.knows(bob, alice));
    bob.close();
    Path data = folder.resolve("bob");
    Path book = data.resolve("peers.jsonl");
    Files.writeString(book, "garbage\n" + Files.readString(book) + "{\"peer\":\"half of it");

    Node again = nodes.start("bob", Map.of());

    Eventually.holds("bob finds alice in the book", () -> Nodes.isConnected(again, alice));
    Eventually.holds(
        "the bad parts are aside",
        () -> aside(data).equals(List.of("garbage\n{\"peer\":\"half of it")));
  }

  private static List<String> aside(Path data) throws IOException {
    List<String> contents = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(data, "peers.jsonl.damaged-*")) {
      for (Path file : files) {
        contents.add(Files.readString(file));
      }
    }
    return contents;
  }

  @Test
  void aPeerWithANameIsKeptConnected() throws Exception {
    Node alice = nodes.start("alice", Map.of(Setting.P2P_LISTEN, "127.0.0.1:0"));
    int port = alice.listening().getFirst().port();
    Node bob = nodes.start("bob", Map.of(Setting.PEER, "localhost:" + port));

    Eventually.holds("bob dials alice", () -> Nodes.isConnected(bob, alice));
  }

  @Test
  void everyPageOfTheApiIsAnswered() throws Exception {
    Node alice = nodes.start("alice", Map.of());
    Node bob = nodes.start("bob", Map.of(Setting.SEED, Nodes.address(alice)));
    Eventually.holds("they are connected", () -> Nodes.isConnected(bob, alice));
    PeerAddress api = bob.apiAddress();

    assertThat(Nodes.get(api, "/p2p/peers")).contains("\"connected_peers\":1");
    assertThat(Nodes.get(api, "/p2p/peers/" + alice.id())).contains(alice.id().text());
    assertThat(Nodes.get(api, "/p2p/seed_peers")).contains(Nodes.address(alice));
    assertThat(Nodes.get(api, "/constellation/peers")).contains("\"active\":1");
    assertThat(Nodes.get(api, "/constellation/status")).contains("\"p2p_health\":\"weak\"");
    assertThat(Nodes.get(api, "/p2p/reachability")).contains("\"listening\":[");
    assertThat(Nodes.get(api, "/p2p/seeds")).contains(Nodes.address(alice));
    assertThat(Nodes.get(api, "/p2p/why")).contains("\"connected\":1");
    assertThat(Nodes.get(api, "/p2p/conflicts")).isNotEmpty();
    assertThat(Nodes.get(api, "/p2p/config")).contains("\"p2p-listen\"");
    assertThat(Nodes.get(api, "/version")).contains("\"1.1.1\"");
    assertThat(Nodes.get(api, "/health/ready")).contains("ok", "\"book\",\"is_ok\":true");
    assertThat(Nodes.get(api, "/metrics")).contains("vision_peers{");
  }

  @Test
  void theNamesOfPeersThatAreLookedUpAreCounted() throws Exception {
    Node alice = nodes.start("alice", Map.of());
    int port = alice.listening().getFirst().port();
    Node bob = nodes.start("bob", Map.of(Setting.PEER, "localhost:" + port + ",127.0.0.1:" + port));

    Eventually.holds(
        "the name was looked up",
        () ->
            Nodes.get(bob.apiAddress(), "/metrics")
                .contains("vision_names_resolved_total{result=\"found\"} 1.0"));
  }

  @Test
  void theMetricsCountWhatHappened() throws Exception {
    Node alice = nodes.start("alice", Map.of());
    Node bob = nodes.start("bob", Map.of(Setting.SEED, Nodes.address(alice)));

    Eventually.holds(
        "bob counts the peer, the dial, the handshake and the bytes",
        () -> {
          String metrics = Nodes.get(bob.apiAddress(), "/metrics");
          return metrics.contains("vision_peers{bucket=\"hot\",state=\"connected\"} 1.0")
              && metrics.contains("vision_dials_total{result=\"success\"} 1.0")
              && metrics.contains("vision_connections{direction=\"outbound\"} 1.0")
              && !metrics.contains("vision_bytes_total{direction=\"inbound\"} 0.0");
        });
  }

  private static ServerSocket busy() throws Exception {
    ServerSocket busy = new ServerSocket();
    busy.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    return busy;
  }
}
