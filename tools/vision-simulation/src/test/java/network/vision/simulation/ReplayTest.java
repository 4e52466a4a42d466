package network.vision.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ReplayTest {

  @Test
  void oneSeedIsOneRun() {
    assertThat(hashOfRun(7)).isEqualTo(hashOfRun(7));
  }

  @Test
  void anotherSeedIsAnotherRun() {
    assertThat(hashOfRun(7)).isNotEqualTo(hashOfRun(8));
  }

  @ParameterizedTest
  @EnumSource
  void aRunGoesTheSameWayWhateverItsCoding(Coding coding) {
    assertThat(hashOfRun(7, coding)).isEqualTo(hashOfRun(7));
  }

  private static long hashOfRun(long seed) {
    return hashOfRun(seed, Coding.CODECS);
  }

  private static long hashOfRun(long seed, Coding coding) {
    Simulation simulation = Simulation.ofSize(8, seed, Conditions.measured().with(coding));
    simulation.startAll(Duration.ofSeconds(1));
    simulation.run(Duration.ofMinutes(1));
    return simulation.hash();
  }
}
