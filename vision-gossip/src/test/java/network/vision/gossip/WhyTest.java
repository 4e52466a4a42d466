package network.vision.gossip;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import network.vision.gossip.TestNetwork.Node;
import network.vision.protocol.HostAndPort;
import network.vision.protocol.PeerAddress;
import org.junit.jupiter.api.Test;

/** Why a node is not connected to more peers. */
class WhyTest {

  private final TestNetwork network = new TestNetwork();
  private final Node alice = network.node(1, "127.0.0.1:7072", config -> config);

  @Test
  void eachPeerCountsOnceUnderWhatStandsInItsWay() {
    Node bob = network.node(2, "127.0.0.2:7201", config -> seeded(config));
    Node carol = network.node(3, "127.0.0.3:7202", config -> seeded(config));
    network.start(alice);
    network.start(bob);
    network.start(carol);
    network.pass(Duration.ofMinutes(1));
    BanTarget target = new BanTarget.Node(bob.identity.nodeId());
    network.step(alice, new Event.BanWanted(target, Duration.ofHours(1), ""));
    network.step(alice, new Event.DialWanted(PeerAddress.parse("127.0.0.9:7999").orElseThrow()));

    Why why = alice.gossip.view(network.now()).why();

    assertThat(why.known()).isEqualTo(3);
    assertThat(why.connected()).isEqualTo(1);
    assertThat(why.target()).isEqualTo(8);
    assertThat(why.counts()).isEqualTo(Map.of(Why.Reason.BANNED, 1, Why.Reason.REFUSED, 1));
  }

  private static GossipConfig seeded(GossipConfig config) {
    return config.withSeeds(List.of(HostAndPort.parse("127.0.0.1:7072").orElseThrow()));
  }
}
