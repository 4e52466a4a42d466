package network.vision.node.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsTest {

  @TempDir private Path folder;

  @Test
  void anOptionBeatsTheEnvironmentWhichBeatsTheFile() throws Exception {
    Path file = file("port = 1", "p2p-port = 2", "upnp = off");
    Settings settings =
        Settings.read(
            Map.of(Setting.PORT, "11", Setting.CONFIG, file.toString()),
            Map.of("VISION_PORT", "21", "VISION_P2P_PORT", "22"));

    assertThat(settings.written(Setting.PORT))
        .contains(new Settings.Value("11", Source.OPTION, "--port"));
    assertThat(settings.written(Setting.P2P_PORT))
        .contains(new Settings.Value("22", Source.ENVIRONMENT, "VISION_P2P_PORT"));
    assertThat(settings.written(Setting.UPNP))
        .contains(new Settings.Value("off", Source.FILE, file + ":3"));
    assertThat(settings.written(Setting.OUTBOUND)).isEmpty();
  }

  @Test
  void theFileMayBeNamedInTheEnvironment() throws Exception {
    Path file = file("outbound = 3");
    Settings settings = Settings.read(Map.of(), Map.of("VISION_CONFIG", file.toString()));

    assertThat(settings.written(Setting.OUTBOUND)).map(Settings.Value::text).contains("3");
  }

  @Test
  void anEmptyVariableCountsAsAbsent() throws Exception {
    assertThat(Settings.read(Map.of(), Map.of("VISION_PORT", " ")).written(Setting.PORT)).isEmpty();
  }

  @Test
  void commentsAndBlankLinesSayNothing() throws Exception {
    Path file = file("# a comment", "", "   port   =  7   ");

    assertThat(read(file).written(Setting.PORT)).map(Settings.Value::text).contains("7");
  }

  @Test
  void aRepeatableNameMayStandOnSeveralLines() throws Exception {
    Path file = file("seed = 192.0.2.1:1", "seed = 192.0.2.2:2, 192.0.2.3:3");

    assertThat(read(file).items(Setting.SEED))
        .containsExactly("192.0.2.1:1", "192.0.2.2:2", "192.0.2.3:3");
  }

  @Test
  void anyOtherNameMayStandOnlyOnce() throws Exception {
    Path file = file("port = 1", "port = 2");

    assertThatThrownBy(() -> read(file))
        .isInstanceOf(OperatorException.class)
        .hasMessage(file + ":2: 'port' stands here a second time");
  }

  @Test
  void anUnknownNameIsRefusedWithItsLineAndTheKnownOnes() throws Exception {
    Path file = file("port = 1", "prot = 2");

    assertThatThrownBy(() -> read(file))
        .isInstanceOf(OperatorException.class)
        .hasMessageStartingWith(file + ":2: 'prot' is not one of port, api-host,")
        .hasMessageContaining("p2p-port")
        .hasMessageNotContaining("omit-port");
  }

  @Test
  void aLineWithoutAValueIsRefused() throws Exception {
    Path file = file("port");

    assertThatThrownBy(() -> read(file)).hasMessage(file + ":1: 'port' is not a line name = value");
  }

  @Test
  void aFileThatIsNotThereIsRefused() {
    Path missing = folder.resolve("missing");

    assertThatThrownBy(() -> read(missing)).hasMessage("--config: there is no file " + missing);
  }

  private Path file(String... lines) throws IOException {
    return Files.writeString(folder.resolve("node.conf"), String.join("\n", lines));
  }

  private static Settings read(Path file) throws OperatorException {
    return Settings.read(Map.of(Setting.CONFIG, file.toString()), Map.of());
  }
}
