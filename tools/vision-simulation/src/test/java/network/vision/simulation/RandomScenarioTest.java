package network.vision.simulation;

import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RandomScenarioTest {

  private static final int SEEDS = 200;
  private static final int SLOW_SEEDS = 60;

  @Test
  void aSmallNetworkSurvivesWhateverHappensToIt() {
    LongStream.range(0, SEEDS).parallel().forEach(seed -> RandomScenario.of(seed).play());
  }

  @Test
  void aSmallNetworkSurvivesItAlsoWhenNodesStartBeforeTheyKnowWhatTheyHadSaved() {
    LongStream.range(0, SLOW_SEEDS)
        .parallel()
        .forEach(seed -> RandomScenario.withSlowDisks(seed).play());
  }

  @Test
  void aMoveThatWasSaidBeforeAConnectionBrokeIsFoundOut() {
    RandomScenario.withSlowDisks(1413).play();
  }

  @ParameterizedTest
  @MethodSource
  void aSeedThatOnceFailedDoesNotFailAgain(long seed) {
    RandomScenario.of(seed).play();
  }

  /** Add the seed of every run that failed; it stays. */
  static Stream<Long> aSeedThatOnceFailedDoesNotFailAgain() {
    return Stream.of(3L, 4L, 10L, 16L, 21L, 27L, 30L, 53L, 162L, 210L, 424L, 1033L);
  }
}
