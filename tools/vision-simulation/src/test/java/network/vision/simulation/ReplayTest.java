package network.vision.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ReplayTest {

  @Test
  void oneSeedIsOneRun() {
    assertThat(hashOfRun(7)).isEqualTo(hashOfRun(7));
  }

  @Test
  void anotherSeedIsAnotherRun() {
    assertThat(hashOfRun(7)).isNotEqualTo(hashOfRun(8));
  }

  private static long hashOfRun(long seed) {
    Simulation simulation = Simulation.ofSize(8, seed, Conditions.measured());
    simulation.startAll(Duration.ofSeconds(1));
    simulation.run(Duration.ofMinutes(1));
    return simulation.hash();
  }
}
