package network.vision.store;

import network.vision.fuzzing.Corpus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The fuzz target fed with its corpus, and with seeded mutations of it. */
class SeedFileFuzzTest {

  private static final int ROUNDS = 1000;

  private final Corpus corpus = new Corpus(SeedFileFuzzTest.class, "seed-file");

  @Test
  void everyKnownFileIsReadAndWrittenToTheSameAddressesOrRefused() {
    corpus.replay(SeedFileFuzzer::fuzzerTestOneInput);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 20251122})
  void soIsEveryMutationOfOne(long seed) {
    corpus.mutate(seed, ROUNDS, SeedFileFuzzer::fuzzerTestOneInput);
  }
}
