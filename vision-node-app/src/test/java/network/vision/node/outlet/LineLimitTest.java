package network.vision.node.outlet;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class LineLimitTest {

  private static final long T0 = -17;
  private static final long MINUTE = Duration.ofMinutes(1).toNanos();

  private final LineLimit limit = new LineLimit();

  @Test
  void sixtyLinesAMinuteAreAllowed() {
    for (int i = 0; i < LineLimit.LINES_PER_MINUTE; i++) {
      assertThat(limit.allows(T0 + i)).isTrue();
    }
    assertThat(limit.allows(T0 + 100)).isFalse();
  }

  @Test
  void whatWasWithheldIsSummedUpOnceTheMinuteIsOver() {
    flood(LineLimit.LINES_PER_MINUTE + 5);

    assertThat(limit.takeWithheld(T0 + MINUTE - 1)).isZero();
    assertThat(limit.takeWithheld(T0 + MINUTE)).isEqualTo(5);
    assertThat(limit.takeWithheld(T0 + MINUTE)).isZero();
  }

  @Test
  void thereAreLinesAgainInTheNextMinute() {
    flood(LineLimit.LINES_PER_MINUTE);

    assertThat(limit.allows(T0 + MINUTE)).isTrue();
  }

  @Test
  void nobodyGetsALineBeforeTheLastMinuteIsSummedUp() {
    flood(LineLimit.LINES_PER_MINUTE + 1);

    assertThat(limit.allows(T0 + MINUTE)).isFalse();
    assertThat(limit.takeWithheld(T0 + MINUTE)).isEqualTo(2);
    assertThat(limit.allows(T0 + MINUTE)).isTrue();
  }

  private void flood(int lines) {
    for (int i = 0; i < lines; i++) {
      limit.allows(T0);
    }
  }
}
