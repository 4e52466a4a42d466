package network.vision.transport;

import java.util.function.Consumer;
import java.util.stream.Stream;
import network.vision.fuzzing.Corpus;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The fuzz targets fed with their corpora, and with seeded mutations of them. */
@ExtendWith(LeakCheck.class)
class StreamFuzzTest {

  private static final int ROUNDS = 1000;

  record Target(String name, Consumer<byte[]> target) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Target> targets() {
    return Stream.of(
        new Target("openings", StreamFuzzer.Openings::fuzzerTestOneInput),
        new Target("frames", StreamFuzzer.Frames::fuzzerTestOneInput));
  }

  @ParameterizedTest
  @MethodSource("targets")
  void everyKnownStreamIsReadSkippedOrRefused(Target target) {
    new Corpus(StreamFuzzTest.class, target.name()).replay(target.target());
  }

  @ParameterizedTest
  @MethodSource("targets")
  void soIsEveryMutationOfOne(Target target) {
    Corpus corpus = new Corpus(StreamFuzzTest.class, target.name());
    for (long seed : new long[] {1, 2, 20251122}) {
      corpus.mutate(seed, ROUNDS, target.target());
    }
  }
}
