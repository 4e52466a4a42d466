package network.vision.node.running;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import network.vision.node.Eventually;
import network.vision.node.config.Setting;
import network.vision.protocol.IpAddress;
import network.vision.protocol.PeerAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Where whole nodes listen, and where others find them then. */
@Timeout(60)
class ListeningTest {

  private static final IpAddress IPV6_LOOPBACK = IpAddress.parse("::1").orElseThrow();

  @TempDir private Path folder;

  @RegisterExtension private final Nodes nodes = new Nodes(() -> folder);

  @Test
  void ipv6AloneIsEnoughToMeetToBeHeardOfAndToBeDialled() throws Exception {
    assumeThat(hasIpv6()).isTrue();
    Node alice = nodes.start("alice", Map.of(Setting.P2P_LISTEN, "[::1]:0"));
    Map<Setting, String> seeded =
        Map.of(Setting.P2P_LISTEN, "[::1]:0", Setting.SEED, Nodes.address(alice));
    Node bob = nodes.start("bob", seeded);
    Node carol = nodes.start("carol", seeded);

    Eventually.holds("bob hears of carol", () -> Nodes.knows(bob, carol));
    Eventually.holds("they meet", () -> Nodes.isConnected(bob, carol));
    assertThat(Nodes.addresses(bob, carol.id())).containsExactly(carol.listening().getFirst());
    assertThat(Nodes.get(alice.apiAddress(), "/p2p/peers")).contains("\"ip\":\"::1\"");
  }

  @Test
  void theFirstOfSeveralAddressesIsTheOneThatPeersAreTold() throws Exception {
    int first = Nodes.freePort();
    Node alice =
        nodes.start("alice", Map.of(Setting.P2P_LISTEN, "127.0.0.1:" + first + ",127.0.0.1:0"));
    List<PeerAddress> places = alice.listening();
    assertThat(places).hasSize(2);

    Node bob = nodes.start("bob", Map.of(Setting.SEED, places.getLast().toString()));

    Eventually.holds("bob came in by the second", () -> Nodes.isConnected(bob, alice));
    Eventually.holds(
        "bob knows the first", () -> Nodes.addresses(bob, alice.id()).contains(places.getFirst()));
    assertThat(Nodes.view(alice).summary().advertised()).isEqualTo(places.getFirst());
  }

  @Test
  void theWildcardPairOfAnyPortIsFoundByBothFamiliesAtOnePort() throws Exception {
    assumeThat(hasIpv6()).isTrue();
    Node alice = nodes.start("alice", Map.of(Setting.P2P_LISTEN, "0.0.0.0:0,[::]:0"));
    int port = alice.listening().getFirst().port();
    assertThat(port).isPositive();
    assertThat(alice.listening()).extracting(PeerAddress::port).containsOnly(port);

    Node bob = nodes.start("bob", Map.of(Setting.SEED, "127.0.0.1:" + port));
    Node carol = nodes.start("carol", Map.of(Setting.SEED, "[::1]:" + port));

    Eventually.holds("IPv4 gets in", () -> Nodes.isConnected(alice, bob));
    Eventually.holds("IPv6 gets in", () -> Nodes.isConnected(alice, carol));
  }

  private static boolean hasIpv6() {
    try (ServerSocket _ = new ServerSocket(0, 1, IPV6_LOOPBACK.toInetAddress())) {
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
