package network.vision.transport;

import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.stream.Stream;
import network.vision.protocol.HandshakeCodec;
import network.vision.protocol.HandshakeVersion;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The fuzz targets under seeded mutations of known bytes; a seed that failed stays in the list. */
@ExtendWith(LeakCheck.class)
class StreamFuzzTest {

  private static final int ROUNDS = 2000;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 20251122})
  void anyOpeningIsReadOrRefused(long seed) {
    Stream<byte[]> ours =
        Stream.of(HandshakeVersion.values())
            .map(version -> HandshakeCodec.encode(version, Peers.bob(version)));
    List<byte[]> corpus =
        new ArrayList<>(Stream.concat(ours, Vectors.named("handshake").values().stream()).toList());
    corpus.add("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    fuzz(seed, corpus, StreamFuzzer.Openings::fuzzerTestOneInput);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 20251122})
  void anyFrameIsReadSkippedOrRefused(long seed) {
    List<byte[]> corpus = new ArrayList<>(Vectors.messages().values());
    corpus.add(ByteBuffer.allocate(600).putInt(2 * 1024 * 1024).array());
    fuzz(seed, corpus, StreamFuzzer.Frames::fuzzerTestOneInput);
  }

  private static void fuzz(long seed, List<byte[]> corpus, Consumer<byte[]> target) {
    SplittableRandom random = new SplittableRandom(seed);
    for (int round = 0; round < ROUNDS; round++) {
      byte[] input = mutated(StreamFuzzer.whole(corpus.get(random.nextInt(corpus.size()))), random);
      assertThatCode(() -> target.accept(input))
          .as("input %s", HexFormat.of().formatHex(input))
          .doesNotThrowAnyException();
    }
  }

  private static byte[] mutated(byte[] input, SplittableRandom random) {
    byte[] mutated = input.clone();
    mutated[0] = (byte) random.nextInt(256);
    int changes = random.nextInt(6);
    for (int i = 0; i < changes; i++) {
      int at = random.nextInt(mutated.length);
      switch (random.nextInt(5)) {
        case 0 -> mutated[at] = (byte) random.nextInt(256);
        case 1 -> mutated[at] ^= (byte) (1 << random.nextInt(8));
        case 2 -> mutated = Arrays.copyOf(mutated, Math.max(1, at));
        case 3 -> mutated = joined(mutated, mutated, at);
        default -> mutated[at] = (byte) "{}[]\":,0-9eE.\\u\0".charAt(random.nextInt(16));
      }
    }
    return mutated;
  }

  private static byte[] joined(byte[] first, byte[] second, int from) {
    byte[] joined = Arrays.copyOf(first, Math.min(5000, first.length + second.length - from));
    int copied = Math.max(0, joined.length - first.length);
    System.arraycopy(second, from, joined, joined.length - copied, copied);
    return joined;
  }
}
