package network.vision.node.running;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import network.vision.node.Eventually;
import network.vision.node.config.Setting;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A node that knows nobody finds the network through another node's list of seeds. */
@Timeout(60)
class BeaconTest {

  @TempDir private Path folder;

  @RegisterExtension private final Nodes nodes = new Nodes(() -> folder);

  @Test
  void aNodeWithoutSeedsFindsTheNetworkThroughABeacon() throws Exception {
    Node alice = nodes.start("alice", Map.of());
    Node bob = servingAlice(alice);

    Node carol = nodes.start("carol", Map.of(Setting.BEACON, "http://" + bob.apiAddress()));

    Eventually.holds("carol is connected to alice", () -> Nodes.isConnected(carol, alice));
    assertThat(Nodes.get(carol.apiAddress(), "/p2p/seeds"))
        .contains(Nodes.address(alice), "\"label\":\"beacon\"");
    assertThat(Nodes.get(carol.apiAddress(), "/p2p/config"))
        .contains("{\"name\":\"beacon\",\"value\":\"http://" + bob.apiAddress() + "\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"peers\":[{\"p2p_host\":\"127.0.0.1\",\"p2p_port\":%d,\"nodeTag\":\"VNODE-1\"}]}",
        "{\"seeds\":[{\"host\":\"localhost\",\"port\":%d,\"node_tag\":\"VNODE-1\"}]}",
        "[\"127.0.0.1:%d\"]"
      })
  void aBeaconOfTheOlderSpellingsIsUnderstood(String answer) throws Exception {
    Node alice = nodes.start("alice", Map.of());
    int port = alice.listening().getFirst().port();
    try (StandInBeacon beacon = StandInBeacon.plain(answer.formatted(port))) {
      Node bob = nodes.start("bob", Map.of(Setting.BEACON, beacon.url()));

      Eventually.holds("bob is connected to alice", () -> Nodes.isConnected(bob, alice));
    }
  }

  @Test
  void whatABeaconSaidServesWhileItIsDown() throws Exception {
    Node alice = nodes.start("alice", Map.of());
    Node bob = servingAlice(alice);
    String url = "http://" + bob.apiAddress();
    Node carol = nodes.start("carol", Map.of(Setting.BEACON, url));
    Eventually.holds("carol is connected to alice", () -> Nodes.isConnected(carol, alice));
    carol.close();
    bob.close();
    Path kept = folder.resolve("carol").resolve("beacon-seeds");
    assertThat(kept).content().isEqualTo(Nodes.address(alice) + "\n");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(kept)))
        .isEqualTo("rw-------");
    Files.delete(folder.resolve("carol").resolve("peers.jsonl"));

    Node carolAgain = nodes.start("carol", Map.of(Setting.BEACON, url));

    Eventually.holds("carol dials whom it named", () -> Nodes.isConnected(carolAgain, alice));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "not JSON",
        "{\"peers\":7}",
        "[[[[[[[[[[[[[[[[[[[[[[[[",
        "[\"0.0.0.0:7072\",\"224.0.0.1:7072\",\"x\\ny:7072\",\"127.0.0.1:0\"]"
      })
  void aHostileBeaconChangesNothing(String answer) throws Exception {
    try (StandInBeacon beacon = StandInBeacon.plain(answer)) {
      Node alice = nodes.start("alice", Map.of(Setting.BEACON, beacon.url()));
      Eventually.holds("the beacon was asked", () -> beacon.asked() > 0);
      Node bob = nodes.start("bob", Map.of(Setting.SEED, Nodes.address(alice)));

      Eventually.holds("alice serves", () -> Nodes.isConnected(bob, alice));
      assertThat(Nodes.view(alice).peers()).hasSize(1);
    }
  }

  @Test
  void aBeaconOutsideTheRangesOfDialOnlyIsNotAsked() throws Exception {
    try (StandInBeacon beacon = StandInBeacon.plain("[]")) {
      Node alice =
          nodes.start(
              "alice", Map.of(Setting.BEACON, beacon.url(), Setting.DIAL_ONLY, "127.9.9.9"));
      Node bob = nodes.start("bob", Map.of(Setting.SEED, Nodes.address(alice)));
      Eventually.holds("alice has long started", () -> Nodes.isConnected(bob, alice));

      assertThat(beacon.asked()).isZero();
    }
  }

  private Node servingAlice(Node alice) throws Exception {
    Node bob = nodes.start("bob", Map.of(Setting.SEED, Nodes.address(alice)));
    Eventually.holds(
        "bob recommends alice",
        () -> Nodes.get(bob.apiAddress(), "/p2p/seed_peers").contains(Nodes.address(alice)));
    return bob;
  }
}
