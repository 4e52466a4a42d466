package network.vision.gossip;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class TokenBucketTest {

  private static final Now START = new Now(0, TestNetwork.T0);

  private final TokenBucket bucket = new TokenBucket(0.1, 10);

  @Test
  void aBurstIsTakenAtOnceAndThenAsMuchAsTimeGives() {
    assertThat(taken(START)).isEqualTo(10);
    assertThat(taken(later(Duration.ofSeconds(9)))).isZero();
    assertThat(taken(later(Duration.ofSeconds(30)))).isEqualTo(3);
    assertThat(taken(later(Duration.ofDays(1)))).isEqualTo(10);
  }

  @Test
  void whatIsAllowedBeyondTheBurstWaitsUntilItIsTaken() {
    bucket.allow(100);

    assertThat(bucket.take(later(Duration.ofDays(1)))).isTrue();
    assertThat(taken(later(Duration.ofDays(1)))).isEqualTo(109);
  }

  @Test
  void whatWasAllowedAndNotTakenDoesNotAddUp() {
    for (int i = 0; i < 1_000; i++) {
      bucket.allow(100);
    }

    assertThat(taken(START)).isEqualTo(110);
  }

  private int taken(Now now) {
    int count = 0;
    while (bucket.take(now)) {
      count++;
    }
    return count;
  }

  private static Now later(Duration passed) {
    return new Now(passed.toMillis(), TestNetwork.T0.plus(passed));
  }
}
