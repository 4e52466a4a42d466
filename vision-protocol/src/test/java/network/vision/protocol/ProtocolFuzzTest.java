package network.vision.protocol;

import java.util.function.Consumer;
import java.util.stream.Stream;
import network.vision.fuzzing.Corpus;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The fuzz targets fed with their corpora, and with seeded mutations of them. */
class ProtocolFuzzTest {

  private static final int ROUNDS = 1000;

  record Target(String name, Consumer<byte[]> target) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Target> targets() {
    return Stream.of(
        new Target("handshake-v3", ProtocolFuzzer.HandshakeV3::fuzzerTestOneInput),
        new Target("handshake-v4", ProtocolFuzzer.HandshakeV4::fuzzerTestOneInput),
        new Target("messages", ProtocolFuzzer.Messages::fuzzerTestOneInput),
        new Target("gossip", ProtocolFuzzer.Gossip::fuzzerTestOneInput),
        new Target("profile", ProtocolFuzzer.Profiles::fuzzerTestOneInput));
  }

  @ParameterizedTest
  @MethodSource("targets")
  void everyKnownInputIsReadAndWrittenToTheSameMeaningOrRefused(Target target) {
    new Corpus(ProtocolFuzzTest.class, target.name()).replay(target.target());
  }

  @ParameterizedTest
  @MethodSource("targets")
  void soIsEveryMutationOfOne(Target target) {
    Corpus corpus = new Corpus(ProtocolFuzzTest.class, target.name());
    for (long seed : new long[] {1, 2, 20251122}) {
      corpus.mutate(seed, ROUNDS, target.target());
    }
  }
}
