package network.vision.upnp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MappingConfigTest {

  @Test
  void theDefaultsNoticeAChangeWithinAMinute() {
    MappingConfig config = MappingConfig.of(List.of(7072), new Random(1));

    assertThat(config.pollInterval().multipliedBy(2)).isLessThan(Duration.ofMinutes(1));
    assertThat(config.closeTime()).isLessThan(Duration.ofSeconds(2));
  }

  @Test
  void portsAreDifferentAndThere() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MappingConfig.of(List.of(), new Random(1)))
        .withMessage("port mapping wants 1-16 ports");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MappingConfig.of(List.of(7072, 7072), new Random(1)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MappingConfig.of(List.of(0), new Random(1)));
  }
}
