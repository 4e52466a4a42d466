package network.vision.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConvergenceTest {

  private static final Duration STEP = Duration.ofMillis(100);

  @ParameterizedTest
  @ValueSource(ints = {2, 10})
  void aFewNodesThatKnowOneSeedComeToKnowEachOtherAtTheirPorts(int size) {
    converge(size);
  }

  @ParameterizedTest
  @ValueSource(ints = {50, 100})
  void manyNodesThatKnowOneSeedComeToKnowEachOtherAtTheirPorts(int size) {
    converge(size);
  }

  @Test
  void everyNodeKeepsItsTargetOfSessions() {
    Simulation simulation = Simulation.ofSize(30, 2, Conditions.measured().asValues());
    simulation.startAll(Duration.ofSeconds(1));
    Census census = new Census(simulation.nodes());

    simulation.run(Duration.ofMinutes(5));

    assertThat(census.fewestSessions()).as(census::missing).isGreaterThanOrEqualTo(8);
  }

  private static void converge(int size) {
    Simulation simulation = Simulation.ofSize(size, 1, Conditions.measured().asValues());
    simulation.startAll(Duration.ofSeconds(1));
    Census census = new Census(simulation.nodes());

    simulation.run(Duration.ofSeconds(1));
    assertThat(simulation.runUntil(census::isComplete, STEP, Duration.ofMinutes(10)))
        .as(census::missing)
        .isPresent();
  }
}
