package network.vision.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import network.vision.node.config.Platform;
import network.vision.node.config.Setting;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandsTest {

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void helpNamesEverySettingThatIsNotHidden() {
    assertThat(run(Map.of(), "--help")).isEqualTo(ExitCode.OK);

    Stream.of(Setting.values())
        .filter(setting -> !setting.isHidden())
        .forEach(setting -> {
          assertThat(out.toString()).contains("--" + setting.key());
          setting.environment().ifPresent(name -> assertThat(out.toString()).contains(name));
        });
    assertThat(out.toString()).doesNotContain("omit-port").contains("devnet");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "run"})
  void printConfigShowsEachValueAndItsSource(String command) {
    String[] args =
        Stream.of(command, "--print-config", "--port", "8080")
            .filter(word -> !word.isEmpty())
            .toArray(String[]::new);

    assertThat(run(Map.of("VISION_UPNP", "off"), args)).isEqualTo(ExitCode.OK);
    assertThat(out.toString())
        .containsPattern("(?m)^port +8080 +option --port$")
        .containsPattern("(?m)^p2p-port +8082 +default$")
        .containsPattern("(?m)^upnp +off +environment VISION_UPNP$")
        .containsPattern("(?m)^network +mainnet +default$");
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void aBadValueIsOneLineAndExitCodeTwo() {
    assertThat(run(Map.of("VISION_PORT", "many"))).isEqualTo(ExitCode.OPERATOR);

    assertThat(err.toString().lines())
        .containsExactly("vision-node: VISION_PORT: 'many' is not a number of 0-65535");
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void anUnknownOptionIsOneLineAndExitCodeTwo() {
    assertThat(run(Map.of(), "--prot", "1")).isEqualTo(ExitCode.OPERATOR);

    assertThat(err.toString().lines()).hasSize(1);
    assertThat(err.toString()).contains("--prot").contains("--help");
  }

  @Test
  void aSwitchNeedsNoValue() {
    assertThat(run(Map.of(), "--print-config", "--allow-private-peers")).isEqualTo(ExitCode.OK);

    assertThat(out.toString())
        .containsPattern("(?m)^allow-private-peers +yes +option --allow-private-peers$");
  }

  @Test
  void theVersionIsSaid() {
    assertThat(run(Map.of(), "version")).isEqualTo(ExitCode.OK);

    assertThat(out.toString()).startsWith("vision-node 1.1.1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "51"})
  void aDevnetHasTwoToFiftyNodes(String nodes) {
    assertThat(run(Map.of(), "devnet", "--nodes", nodes)).isEqualTo(ExitCode.OPERATOR);

    assertThat(err.toString()).contains("--nodes: '" + nodes + "' is not a number of 2-50");
  }

  @Test
  void aDurationIsSaidInSecondsMinutesOrHours() {
    assertThat(run(Map.of(), "devnet", "--for", "soon")).isEqualTo(ExitCode.OPERATOR);

    assertThat(err.toString()).contains("'soon' is not a duration such as 30s, 2m, 1h or 7d");
  }

  private int run(Map<String, String> environment, String... args) {
    Platform platform = new Platform("Linux", Path.of("/users/alice"), environment);
    return Commands.execute(terminal(), platform, args);
  }

  private Terminal terminal() {
    return new Terminal(new PrintWriter(out, true), new PrintWriter(err, true), false, false);
  }
}
