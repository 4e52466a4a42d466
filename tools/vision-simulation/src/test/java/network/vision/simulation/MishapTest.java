package network.vision.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import network.vision.gossip.GossipConfig;
import network.vision.protocol.PeerAddress;
import org.junit.jupiter.api.Test;

class MishapTest {

  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration HOUR = Duration.ofHours(1);

  private final Simulation simulation = new Simulation(5, Conditions.measured().asValues());

  @Test
  void aNodeThatMovesPortIsFoundThere() {
    Census census = network(12);
    VirtualNode mover = simulation.node(4);

    move(mover, 100, VirtualNode.Connections.KEPT);

    assertThat(simulation.runUntil(census::isComplete, SECOND, MINUTE))
        .as(census::missing)
        .isPresent();
  }

  @Test
  void aNodeThatDoesNotKnowItsIpIsFoundAtItsNewPort() {
    NodePlan plan = NodePlan.of("n9", AddressPlan.of(9), Simulation.knowingTheFirst());
    Census census = network(6);
    VirtualNode mover = simulation.add(plan);
    mover.start();
    simulation.run(MINUTE);

    move(mover, 100, VirtualNode.Connections.KEPT);

    assertThat(simulation.runUntil(() -> census().isComplete(), SECOND, HOUR))
        .as(census::missing)
        .isPresent();
  }

  @Test
  void aNodeThatMovesAndLosesItsConnectionsIsFoundThere() {
    Census census = network(12);

    move(simulation.node(4), 100, VirtualNode.Connections.LOST);

    assertThat(simulation.runUntil(census::isComplete, SECOND, HOUR))
        .as(census::missing)
        .isPresent();
  }

  @Test
  void nodesThatLostPowerAreFoundAgainWhereTheyWere() {
    Census census = network(12);
    List<VirtualNode> unlucky = simulation.nodes().subList(3, 8);
    unlucky.forEach(VirtualNode::crash);
    simulation.run(MINUTE);

    unlucky.forEach(VirtualNode::start);

    assertThat(simulation.runUntil(() -> census.fewestSessions() >= 8, SECOND, HOUR))
        .as(census::missing)
        .isPresent();
  }

  @Test
  void allNodesFindEachOtherFromTheirBooksWhenTheSeedIsGone() {
    Census census = network(12);
    simulation.nodes().forEach(VirtualNode::stop);
    simulation.run(MINUTE);

    simulation.nodes().subList(1, 12).forEach(VirtualNode::start);

    assertThat(simulation.runUntil(() -> census.fewestSessions() >= 8, SECOND, HOUR))
        .as(census::missing)
        .isPresent();
  }

  @Test
  void aNodeBehindARouterTakesPartAndIsKnownOnceItsPortIsMapped() {
    NatBox box = new NatBox(AddressPlan.ip(900, 1));
    PeerAddress inside = new PeerAddress(AddressPlan.inside(1, 2), 22_222);
    GossipConfig config = Simulation.knowingTheFirst();
    Census census = network(6);
    VirtualNode hidden = simulation.add(NodePlan.of("nat", inside, config).behind(box));
    hidden.start();
    simulation.run(Duration.ofMinutes(2));
    assertThat(hidden.sessions()).isEqualTo(6);

    hidden.mapPort(true);

    assertThat(simulation.runUntil(() -> census().isComplete(), SECOND, HOUR))
        .as(census::missing)
        .isPresent();
  }

  private Census network(int size) {
    for (int i = 0; i < size; i++) {
      simulation.add(i);
    }
    simulation.startAll(SECOND);
    simulation.run(SECOND);
    Census census = census();
    assertThat(simulation.runUntil(census::isComplete, SECOND, Duration.ofMinutes(5)))
        .as(census::missing)
        .isPresent();
    return census;
  }

  private Census census() {
    return new Census(simulation.nodes());
  }

  private void move(VirtualNode node, int port, VirtualNode.Connections connections) {
    node.move(new PeerAddress(node.ip(), AddressPlan.port(port)), connections);
  }
}
