package network.vision.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The runtime image as it is shipped: what a wrong descriptor or a missing module breaks shows only
 * here.
 */
@Timeout(120)
class ImageIT {

  private static final Path LAUNCHER =
      Path.of(System.getProperty("vision.image", "."), "bin/vision-node");
  private static final Pattern API = Pattern.compile("(http://127\\.0\\.0\\.1:\\d+)/");
  private static final int MOST_CHARS = 1 << 20;

  @Test
  void aDevnetBecomesCompleteAndEndsByItself() throws Exception {
    Process devnet = start("devnet", "--for", "60s");

    String output = output(devnet);

    assertThat(devnet.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(output).contains("Every node knows every other at its right port after");
    assertThat(devnet.exitValue()).isEqualTo(ExitCode.OK);
  }

  @Test
  void everyNodeOfADevnetAnswersOverHttpUntilItIsToldToStop() throws Exception {
    Process devnet = start("devnet", "--nodes", "3");
    try (BufferedReader lines = devnet.inputReader()) {
      List<String> apis = apisUntilComplete(lines);

      assertThat(apis).hasSize(3);
      for (String api : apis) {
        assertThat(get(api + "/p2p/peers")).contains("\"connected_peers\":2");
        assertThat(get(api + "/constellation/status")).contains("\"total_known_peers\":2");
        assertThat(get(api + "/metrics"))
            .contains("vision_peers{", "jvm_memory_used_bytes{", "process_files_open_files");
      }
      devnet.destroy();

      assertThat(devnet.waitFor(10, TimeUnit.SECONDS)).isTrue();
      assertThat(devnet.exitValue()).isEqualTo(ExitCode.OK);
    } finally {
      devnet.destroyForcibly();
    }
  }

  @Test
  void aMistakeInTheSettingsIsOneLineAndExitCodeTwo() throws Exception {
    Process node = start("run", "--network", "devnet", "--p2p-port", "70720");

    assertThat(output(node).lines())
        .containsExactly("vision-node: --p2p-port: '70720' is not a number of 0-65535");
    assertThat(node.waitFor()).isEqualTo(ExitCode.OPERATOR);
  }

  @Test
  void whereNoNodeRunsItSaysSoAndHowToStartOne() throws Exception {
    Process status = start("status", "--port", "1");

    assertThat(output(status)).contains("no node answers at http://127.0.0.1:1/").contains("run");
    assertThat(status.waitFor()).isEqualTo(ExitCode.NO_NODE);
  }

  private static Process start(String... words) throws IOException {
    List<String> command = new ArrayList<>(List.of(LAUNCHER.toString()));
    command.addAll(List.of(words));
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }

  private static String output(Process process) throws IOException {
    return new String(process.getInputStream().readNBytes(MOST_CHARS), StandardCharsets.UTF_8);
  }

  private static List<String> apisUntilComplete(BufferedReader lines) throws IOException {
    List<String> apis = new ArrayList<>();
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      Matcher api = API.matcher(line);
      if (api.find()) {
        apis.add(api.group(1));
      }
      if (line.contains("3 of 3 nodes know all others; 3 connections")) {
        return apis;
      }
    }
    throw new AssertionError("the devnet ended: " + apis);
  }

  private static String get(String url) throws IOException {
    HttpURLConnection connection = (HttpURLConnection) URI.create(url).toURL().openConnection();
    connection.setConnectTimeout(5_000);
    connection.setReadTimeout(10_000);
    try (InputStream body = connection.getInputStream()) {
      return new String(body.readNBytes(MOST_CHARS), StandardCharsets.UTF_8);
    } finally {
      connection.disconnect();
    }
  }
}
