package network.vision.gossip;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
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

  @Test
  void theSummaryCountsWhatTheViewShows() {
    Node bob = network.node(2, "127.0.0.2:7201", config -> seeded(config));
    Node carol = network.node(3, "127.0.0.3:7202", config -> seeded(config));
    Stream.of(alice, bob, carol).forEach(network::start);
    network.pass(Duration.ofMinutes(1));
    network.step(alice, new Event.DialWanted(PeerAddress.parse("127.0.0.9:7999").orElseThrow()));

    GossipView view = alice.gossip.view(network.now());
    PeerCensus census = alice.gossip.summary(network.now()).peers();

    assertThat(view.summary().peers()).isEqualTo(census);
    assertThat(census.total()).isEqualTo(3).isEqualTo(view.peers().size());
    assertThat(census.count(GossipView.State.CONNECTED, GossipView.Temperature.HOT)).isEqualTo(2);
    assertThat(census.sessions().values().stream().mapToInt(Integer::intValue).sum()).isEqualTo(2);
    assertThat(census.addresses().get(Provenance.OPERATOR)).isEqualTo(1);
    assertThat(census.addresses().values().stream().mapToInt(Integer::intValue).sum())
        .isEqualTo(view.peers().stream().mapToInt(row -> row.peer().addresses().size()).sum());
    assertThat(census.onOtherPorts()).isEqualTo(3);
  }

  private static GossipConfig seeded(GossipConfig config) {
    return config.withSeeds(List.of(HostAndPort.parse("127.0.0.1:7072").orElseThrow()));
  }
}
