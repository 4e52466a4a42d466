package network.vision.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Set;
import network.vision.gossip.Event;
import network.vision.protocol.PeerAddress;
import org.junit.jupiter.api.Test;

/** What does not hold ends a run, and what is not so is seen. */
class SimulationTest {

  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final long SEED = 11;

  private final Simulation simulation =
      Simulation.ofSize(6, SEED, Conditions.measured().asValues());
  private final Census census = new Census(simulation.nodes());

  @Test
  void aRuleThatIsBrokenEndsTheRunAndNamesNodeAndSeed() {
    start();
    VirtualNode alice = simulation.node(1);

    alice.tell(new Event.DialWanted(new PeerAddress(alice.ip(), Fabric.FIRST_SOURCE_PORT)));

    assertThatThrownBy(() -> simulation.run(SECOND))
        .isInstanceOf(Violation.class)
        .hasMessageStartingWith("seed 11: n1: dials a source port");
  }

  @Test
  void aGoalThatIsNotReachedEndsTheRun() {
    assertThatThrownBy(() -> simulation.expect("peace", () -> false, SECOND))
        .isInstanceOf(Violation.class)
        .hasMessageStartingWith("seed 11: not so: peace");
  }

  @Test
  void aNodeThatMovesUnheardIsKnownToNobody() {
    start();
    VirtualNode mover = simulation.node(3);
    simulation.cutOff(Set.of(mover));

    mover.move(new PeerAddress(mover.ip(), AddressPlan.port(100)), VirtualNode.Connections.KEPT);
    simulation.run(SECOND);

    assertThat(census.isComplete()).isFalse();
    assertThat(census.shareThatKnows(mover)).isZero();
    assertThat(census.share()).isEqualTo(1 - 5.0 / 30);
  }

  @Test
  void whoLostAllSessionsIsNoPartOfTheWhole() {
    start();
    assertThat(census.isOnePiece()).isTrue();
    VirtualNode lonely = simulation.node(3);
    simulation.cutOff(Set.of(lonely));

    simulation.run(MINUTE);
    simulation.run(MINUTE);

    assertThat(census.isOnePiece()).isFalse();
    assertThat(census.fewestSessions()).isZero();
  }

  private void start() {
    simulation.startAll(SECOND);
    simulation.run(MINUTE);
    assertThat(census.isComplete()).as(census::missing).isTrue();
  }
}
