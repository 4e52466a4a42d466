package network.vision.node.running;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import network.vision.node.Eventually;
import network.vision.node.config.Setting;
import network.vision.protocol.NodeId;
import network.vision.protocol.PeerAddress;
import network.vision.store.StoreInspection;
import network.vision.store.StoredAddress;
import network.vision.store.StoredPeer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * What is left on disk of the time when everybody was assumed at port 7070: whole nodes correct it
 * by what they find, and nobody deletes a file.
 */
@Timeout(60)
class OldEntriesTest {

  private static final String ALICE_HOST = "127.0.71.1";
  private static final String CAROL_HOST = "127.0.71.2";
  private static final String ERIN_HOST = "127.0.71.3";

  @TempDir private Path folder;

  @RegisterExtension private final Nodes nodes = new Nodes(() -> folder);

  @Test
  void anEntryWithoutAPortAndOneWithTheOldPortBecomeWhereThePeersReallyAre() throws Exception {
    Node alice = nodes.start("alice", Map.of(Setting.P2P_LISTEN, ALICE_HOST + ":0"));
    Node carol = nodes.start("carol", Map.of(Setting.P2P_LISTEN, CAROL_HOST + ":0"));
    Node dave =
        nodes.start(
            "dave", Map.of(Setting.SEED, Nodes.address(alice) + "," + Nodes.address(carol)));
    Eventually.holds("dave knows both", () -> Nodes.knows(dave, alice) && Nodes.knows(dave, carol));
    Path data = Files.createDirectories(folder.resolve("bob"));
    Files.write(
        data.resolve("peers.jsonl"),
        List.of(
            sealed("{'format':'vision-peers','version':1"),
            remembered(alice.id(), ALICE_HOST),
            remembered(carol.id(), CAROL_HOST + ":7070")));

    Node bob = nodes.start("bob", Map.of(Setting.SEED, Nodes.address(dave)));

    Eventually.holds(
        "bob is connected to both",
        () -> Nodes.isConnected(bob, alice) && Nodes.isConnected(bob, carol));
    for (Node peer : List.of(alice, carol)) {
      PeerAddress real = peer.listening().getFirst();
      Eventually.holds(
          "the file has nothing but " + real, () -> stored(data, peer.id()).equals(List.of(real)));
    }
  }

  @Test
  void aSeedWithoutAPortIsRememberedAtThePortWhereItAnswers() throws Exception {
    assumeTrue(isFree(ERIN_HOST, 7072), "port 7072 is taken on this machine");
    Node erin = nodes.start("erin", Map.of(Setting.P2P_LISTEN, ERIN_HOST + ":7072"));
    Path data = Files.createDirectories(folder.resolve("bob"));
    Path seeds = data.resolve("seed_peers.json");
    String text =
        """
        {"version": 1, "generated_at": "", "description": "", "peers": ["%s"]}
        """
            .formatted(ERIN_HOST);
    Files.writeString(seeds, text);

    Node bob = nodes.startWithoutSeedOption("bob");

    Eventually.holds("bob is connected to erin", () -> Nodes.isConnected(bob, erin));
    Eventually.holds(
        "the file has her port",
        () -> stored(data, erin.id()).equals(List.of(erin.listening().getFirst())));
    assertThat(seeds).as("it is never written").hasContent(text);
  }

  /** Where the peer file of a node, which is running, says that {@code peer} is. */
  private static List<PeerAddress> stored(Path data, NodeId peer) throws Exception {
    return StoreInspection.peers(data).peers().stream()
        .filter(stored -> peer.equals(stored.nodeId()))
        .map(StoredPeer::addresses)
        .flatMap(List::stream)
        .map(StoredAddress::address)
        .toList();
  }

  private static String remembered(NodeId peer, String address) {
    return sealed(
        "{'peer':'%s','tag':'VNODE-old','addresses':[{'address':'%s','provenance':'gossip'}]"
            .formatted(peer, address));
  }

  /** A line of the peer file: an object that lacks its end, with quotes that are easier to read. */
  private static String sealed(String object) {
    String json = object.replace('\'', '"');
    CRC32 crc = new CRC32();
    crc.update(json.getBytes(StandardCharsets.US_ASCII));
    return "%s,\"crc\":\"%08x\"}".formatted(json, crc.getValue());
  }

  private static boolean isFree(String host, int port) {
    try (ServerSocket probe = new ServerSocket(port, 1, InetAddress.getByName(host))) {
      return probe.isBound();
    } catch (IOException e) {
      return false;
    }
  }
}
