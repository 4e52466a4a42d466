package network.vision.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class TokenBucketTest {

  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  private final TokenBucket bucket = new TokenBucket(10, 2, 0);

  @Test
  void aBurstIsFree() {
    assertThat(bucket.charge(10, 0)).isZero();
  }

  @Test
  void aDebtIsPaidAtTheRate() {
    assertThat(bucket.charge(14, 0)).isEqualTo(2 * SECOND);
    assertThat(bucket.charge(0, SECOND)).isEqualTo(SECOND);
    assertThat(bucket.charge(0, 2 * SECOND)).isZero();
  }

  @Test
  void whatIsNotThereIsNotTaken() {
    assertThat(bucket.take(11, 0)).isFalse();
    assertThat(bucket.take(10, 0)).isTrue();
    assertThat(bucket.take(1, SECOND / 4)).isFalse();
    assertThat(bucket.take(1, SECOND / 2)).isTrue();
  }

  @Test
  void itNeverHoldsMoreThanItsCapacity() {
    assertThat(bucket.take(11, 1000 * SECOND)).isFalse();
  }
}
