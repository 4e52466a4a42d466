package network.vision.node.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EffectiveSettingsTest {

  private static final Platform LINUX = new Platform("Linux", Path.of("/users/alice"), Map.of());

  @Test
  void eachSettingIsShownWithWhoChoseIt() throws Exception {
    Settings settings =
        Settings.read(Map.of(Setting.PORT, "8080"), Map.of("VISION_NETWORK", "devnet"));

    assertThat(rows(settings))
        .contains(
            new EffectiveSettings.Row(Setting.PORT, "8080", Source.OPTION, "--port"),
            new EffectiveSettings.Row(Setting.P2P_PORT, "8082", Source.DEFAULT, ""),
            new EffectiveSettings.Row(
                Setting.P2P_LISTEN, "127.0.0.1:8082,[::1]:8082", Source.DEFAULT, ""),
            new EffectiveSettings.Row(
                Setting.NETWORK, "devnet", Source.ENVIRONMENT, "VISION_NETWORK"),
            new EffectiveSettings.Row(Setting.UPNP, "off", Source.NETWORK, ""),
            new EffectiveSettings.Row(Setting.DIAL_ONLY, "127.0.0.0/8,::1/128", Source.NETWORK, ""),
            new EffectiveSettings.Row(Setting.SEED, "none", Source.NETWORK, ""));
  }

  @Test
  void aHiddenSettingIsShownOnlyWhenItWasChosen() throws Exception {
    assertThat(rows(Settings.read(Map.of(), Map.of())))
        .extracting(EffectiveSettings.Row::setting)
        .doesNotContain(Setting.OMIT_PORT);
    assertThat(rows(Settings.read(Map.of(Setting.OMIT_PORT, "yes"), Map.of())))
        .extracting(EffectiveSettings.Row::setting)
        .contains(Setting.OMIT_PORT);
  }

  private static List<EffectiveSettings.Row> rows(Settings settings) throws OperatorException {
    return EffectiveSettings.of(settings, NodeConfigReader.read(settings, LINUX));
  }
}
