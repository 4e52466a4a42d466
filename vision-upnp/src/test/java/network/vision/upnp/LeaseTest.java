package network.vision.upnp;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class LeaseTest {

  private final RandomGenerator random = new Random(1);

  @Test
  void aLeaseIsDueBetweenAHalfAndFiveEighths() {
    for (int i = 0; i < 100; i++) {
      long before = System.nanoTime();
      Lease lease = Lease.of(Duration.ofHours(8), random);
      long wait = lease.renewal().nanoTime() - before;

      assertThat(Duration.ofNanos(wait))
          .isBetween(Duration.ofHours(4), Duration.ofHours(5).plusSeconds(10));
    }
  }

  @Test
  void aPermanentLeaseIsNeverDue() {
    assertThat(Lease.of(Duration.ZERO, random).renewal()).isNull();
    assertThat(Lease.of(Duration.ZERO, random).isDue()).isFalse();
  }

  @Test
  void aTinyLeaseDoesNotMakeUsAskWithoutRest() {
    assertThat(Lease.of(Duration.ofMillis(1), random).isDue()).isFalse();
  }
}
