package network.vision.node.outlet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogLevelsTest {

  @AfterEach
  void quiet() {
    LogSetup.apply(new LogLevels("warn", Map.of()), false, LogSetup.Stream.ERROR);
  }

  @Test
  void anAreaMayHaveALevelOfItsOwn() {
    LogLevels levels = LogLevels.parse("info,upnp=error, gossip=debug").orElseThrow();

    assertThat(levels)
        .isEqualTo(new LogLevels("info", Map.of(Area.GOSSIP, "debug", Area.UPNP, "error")));
    assertThat(levels.text()).isEqualTo("info,gossip=debug,upnp=error");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "loud", "gossip=debug", "info,weather=debug", "info,gossip=loud", "info,"})
  void anythingElseIsRefused(String text) {
    assertThat(LogLevels.parse(text)).isEmpty();
  }

  @Test
  void levelsThatAreReadAgainTakeBackWhatWasChosenMeanwhile() {
    LogSetup.setLevel(Area.STORE, "trace");

    LogSetup.setLevels(LogLevels.parse("error,gossip=debug").orElseThrow());

    assertThat(LogSetup.level(Area.STORE)).isEqualTo("ERROR");
    assertThat(LogSetup.level(Area.GOSSIP)).isEqualTo("DEBUG");
  }
}
