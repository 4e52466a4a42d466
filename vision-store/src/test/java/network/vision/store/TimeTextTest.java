package network.vision.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimeTextTest {

  private static final int TIMES = 100_000;

  private static String written(Instant time) {
    byte[] bytes = "x".repeat(7 + TimeText.MAX_BYTES).getBytes(StandardCharsets.US_ASCII);
    int length = TimeText.write(time, bytes, 7);
    return new String(bytes, 7, length, StandardCharsets.US_ASCII);
  }

  @Test
  void aTimeIsWrittenAsTheJdkWritesIt() {
    RandomGenerator random = new SplittableRandom(5);
    for (int i = 0; i < TIMES; i++) {
      long millis = random.nextLong(-100_000_000_000_000L, 300_000_000_000_000L);
      Instant time = Instant.ofEpochMilli(i % 2 == 0 ? millis : millis / 1000 * 1000);
      assertThat(written(time)).isEqualTo(time.toString());
      assertThat(TimeText.parse(written(time))).isEqualTo(time);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-1000000000-01-01T00:00:00Z",
        "0000-12-31T23:59:59.999Z",
        "0001-01-01T00:00:00Z",
        "1969-12-31T23:59:59.001Z",
        "9999-12-30T23:59:59.999Z",
        "9999-12-31T00:00:00Z",
        "+1000000000-12-31T23:59:59.999Z"
      })
  void aTimeAtTheEdgesToo(String text) {
    assertThat(written(Instant.parse(text))).isEqualTo(text);
  }
}
