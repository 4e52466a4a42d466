package network.vision.gossip;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LongSummaryStatistics;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** How long an address is left alone after a dial that failed. */
class BackOffTest {

  private static final int DRAWS = 2_000;
  private static final long SECOND = 1_000;
  private static final long SIX_HOURS = 6 * 3_600 * SECOND;

  private final SplittableRandom random = new SplittableRandom(1);

  @ParameterizedTest
  @CsvSource({
    "REFUSED, 10",
    "CLOSED_UNANSWERED, 10",
    "TIMEOUT, 30",
    "UNREACHABLE, 30",
    "WRONG_NODE, 600",
    "PROTOCOL, 3600",
    "SPOKE_HTTP, 3600",
    "WRONG_NETWORK, 21600"
  })
  void eachKindOfFailureHasALongestWaitOfItsOwnAndAnyShorterOneIsAsLikely(
      DialFailure failure, long seconds) {
    LongSummaryStatistics first = waits(failure, 0);
    LongSummaryStatistics second = waits(failure, 1);
    long longest = seconds * SECOND;

    assertThat(first.getMin()).isBetween(SECOND, SECOND + longest / 20);
    assertThat(first.getMax()).isBetween(longest * 19 / 20, longest + SECOND);
    assertThat(first.getAverage()).isBetween(longest * 0.45, longest * 0.55 + SECOND);
    assertThat(second.getMax())
        .isBetween(
            Math.min(SIX_HOURS, 2 * longest) * 19 / 20, Math.min(SIX_HOURS, 2 * longest) + SECOND);
  }

  @ParameterizedTest
  @EnumSource
  void noWaitIsLongerThanSixHours(DialFailure failure) {
    for (int attempts : new int[] {10, 40, 1_000_000, Integer.MAX_VALUE}) {
      assertThat(waits(failure, attempts).getMax()).isLessThanOrEqualTo(SIX_HOURS + SECOND);
    }
  }

  private LongSummaryStatistics waits(DialFailure failure, int attempts) {
    return LongStream.range(0, DRAWS)
        .map(_ -> BackOff.millis(failure, attempts, random))
        .summaryStatistics();
  }
}
