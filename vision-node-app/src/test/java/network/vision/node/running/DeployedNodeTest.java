package network.vision.node.running;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import network.vision.gossip.GossipView;
import network.vision.gossip.KnownAddress;
import network.vision.gossip.KnownPeer;
import network.vision.node.Eventually;
import network.vision.node.config.Setting;
import network.vision.protocol.GossipPeer;
import network.vision.protocol.Handshake;
import network.vision.protocol.HandshakeVersion;
import network.vision.protocol.Message;
import network.vision.protocol.NetworkProfile;
import network.vision.protocol.NodeId;
import network.vision.protocol.PeerAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A whole node and a deployed one, over real sockets; docs/PROTOCOL.md §2, §4, §6, §11. */
@Timeout(60)
class DeployedNodeTest {

  /** The messages that a deployed node reads; any other name makes it close. */
  private static final Set<String> KNOWN_TO_IT =
      Set.of(
          "Ping",
          "Pong",
          "GetPeers",
          "PeerList",
          "PeerExchangeRequest",
          "PeerExchangeResponse",
          "PeerGossip",
          "Disconnect",
          "GetTip",
          "Tip",
          "GetBlockHash",
          "BlockHash");

  private static final NetworkProfile NETWORK = NetworkProfile.builtIn("devnet").orElseThrow();
  private static final PeerAddress SEED = PeerAddress.parse("127.0.0.7:7307").orElseThrow();
  private static final PeerAddress HEARD = PeerAddress.parse("127.0.0.8:7308").orElseThrow();

  @TempDir private Path folder;

  @RegisterExtension private final Nodes nodes = new Nodes(() -> folder);

  @Test
  void itIsDialledWithVersion4AndAtOnceWithVersion3WhichIsRemembered() throws Exception {
    try (OldPeer old = OldPeer.deployed("old1", List.of())) {
      Node alice = nodes.start("alice", Map.of(Setting.SEED, old.address().toString()));

      Eventually.holds("they are connected", () -> isConnected(alice, old));
      assertThat(old.dialledWith).containsExactly(HandshakeVersion.V4, HandshakeVersion.V3);
      assertThat(known(alice, old.id()).version()).isEqualTo(HandshakeVersion.V3);
      assertThat(Nodes.addresses(alice, old.id())).containsExactly(old.address());
    }
  }

  @Test
  void theHandshakeHasTheProfilesValuesAndNothingOfOurs() throws Exception {
    try (OldPeer old = OldPeer.deployed("old1", List.of())) {
      Node alice = nodes.start("alice", Map.of(Setting.SEED, old.address().toString()));
      Eventually.holds("they are connected", () -> isConnected(alice, old));

      Handshake said = old.handshakes.getFirst();
      assertThat(said.network())
          .isEqualTo(
              new Handshake.Network(
                  NETWORK.protocolVersion(),
                  NETWORK.chainId(),
                  NETWORK.genesisHash(),
                  NETWORK.networkId(),
                  NETWORK.nodeVersion(),
                  NETWORK.nodeBuild(),
                  NETWORK.checkpointHeight(),
                  NETWORK.checkpointHash(),
                  NETWORK.bootstrapPrefix(),
                  NETWORK.econHash(),
                  NETWORK.powParamsHash(),
                  NETWORK.powMessageVersion()));
      assertThat(said.reach().advertisedPort()).isEqualTo(alice.listening().getFirst().port());
      assertThat(said.heights()).isEqualTo(new Handshake.Heights(0, null));
      assertThat(said.extensions()).isEqualTo(Handshake.Extensions.NONE);
    }
  }

  @Test
  void itsQuestionsAreAnsweredWhoeverDialled() throws Exception {
    try (OldPeer dialled = OldPeer.deployed("old1", List.of());
        OldPeer dialler = OldPeer.deployed("old2", List.of())) {
      Node alice = nodes.start("alice", Map.of(Setting.SEED, dialled.address().toString()));
      dialler.dial(alice.listening().getFirst());
      for (OldPeer old : List.of(dialled, dialler)) {
        Eventually.holds("they are connected", () -> isConnected(alice, old));

        old.say(new Message.Ping(1764873060));
        old.say(new Message.GetPeers());
        old.say(new Message.PeerExchangeRequest());
        old.say(new Message.GetTip());
        old.say(new Message.GetBlockHash(5));

        for (String answer :
            List.of(
                "{\"Pong\":{\"timestamp\":1764873060}}",
                "{\"PeerList\":{\"peers\":[",
                "{\"PeerExchangeResponse\":{\"peers\":[",
                "{\"Tip\":{\"height\":0,\"hash\":\"" + NETWORK.genesisHash() + "\"}}",
                "{\"BlockHash\":{\"height\":5,\"hash\":null}}")) {
          Eventually.holds(answer, () -> old.hasHeard(answer));
        }
      }
      assertThat(Nodes.addresses(alice, dialler.id())).containsExactly(dialler.address());
    }
  }

  @Test
  void itsSeedsAndItsGossipAreHeardLikeAnyones() throws Exception {
    try (OldPeer old = OldPeer.deployed("old1", List.of(SEED))) {
      Node alice = nodes.start("alice", Map.of(Setting.SEED, old.address().toString()));
      Eventually.holds("they are connected", () -> isConnected(alice, old));

      old.say(new Message.PeerGossip("VNODE-old", List.of(heard()), 1764873060));

      Eventually.holds("its seed is known", () -> allAddresses(alice).contains(SEED));
      Eventually.holds("its gossip is known", () -> allAddresses(alice).contains(HEARD));
    }
  }

  @Test
  void itIsSentOnlyWhatItKnows() throws Exception {
    try (OldPeer dialled = OldPeer.deployed("old1", List.of());
        OldPeer dialler = OldPeer.deployed("old2", List.of())) {
      Node alice = nodes.start("alice", Map.of(Setting.SEED, dialled.address().toString()));
      Node bob = nodes.start("bob", Map.of(Setting.SEED, Nodes.address(alice)));
      Eventually.holds("bob is there", () -> Nodes.isConnected(alice, bob));
      dialler.dial(alice.listening().getFirst());
      for (OldPeer old : List.of(dialled, dialler)) {
        old.say(new Message.GetPeers());
        Eventually.holds(
            "it hears of bob", () -> old.received.stream().anyMatch(json -> isGossipOf(json, bob)));
      }
      alice.close();
      for (OldPeer old : List.of(dialled, dialler)) {
        Eventually.holds("it hears a farewell", () -> old.hasHeard("{\"Disconnect\":"));
        assertThat(old.received).allSatisfy(DeployedNodeTest::isKnownToIt);
      }
    }
  }

  private static void isKnownToIt(String json) {
    String name = json.replaceFirst("^\\{?\"(\\w+)\".*$", "$1");
    assertThat(KNOWN_TO_IT).contains(name);
    assertThat(json).doesNotContain("\"record\"", "\"features\"", "[::");
  }

  private static boolean isGossipOf(String json, Node node) {
    return json.startsWith("{\"PeerGossip\":") && json.contains(node.id().text());
  }

  private static GossipPeer heard() {
    long justNow = System.currentTimeMillis() / 1000;
    NodeId carol = new NodeId("carol");
    return new GossipPeer(
        carol,
        "VNODE-carol",
        "",
        HEARD,
        true,
        "guardian",
        justNow,
        "fair",
        false,
        false,
        null,
        null,
        null);
  }

  private static boolean isConnected(Node node, OldPeer old) throws Exception {
    return Nodes.view(node).peers().stream()
        .anyMatch(row -> row.session() != null && old.id().equals(row.peer().nodeId()));
  }

  private static KnownPeer known(Node node, NodeId id) throws Exception {
    return Nodes.view(node).peers().stream()
        .map(GossipView.PeerRow::peer)
        .filter(peer -> id.equals(peer.nodeId()))
        .findFirst()
        .orElseThrow();
  }

  private static List<PeerAddress> allAddresses(Node node) throws Exception {
    return Nodes.view(node).peers().stream()
        .flatMap(row -> row.peer().addresses().stream())
        .map(KnownAddress::address)
        .toList();
  }
}
