package network.vision.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import network.vision.transcript.Replay;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The runtime image as it is shipped: what a wrong descriptor or a missing module breaks shows only
 * here.
 */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ImageIT {

  private static final Path LAUNCHER =
      Path.of(System.getProperty("vision.image", "."), "bin/vision-node");
  private static final Pattern API = Pattern.compile("(http://127\\.0\\.0\\.1:\\d+)/");
  private static final int MOST_CHARS = 1 << 20;

  @TempDir private Path folder;

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

  @Test
  void aHangUpHasSettingsReadAgainAndTheTranscriptReplaysInAnotherJvm() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/bin/kill")));
    assumeTrue(isHangUpHeard(), "whoever started the tests has this signal ignored");
    Path settings = Files.writeString(folder.resolve("settings"), "log-level = info\n");
    Path trace = folder.resolve("trace");
    Process node =
        start(
            "run",
            "--config=" + settings,
            "--trace=" + trace,
            "--data-dir=" + folder.resolve("data"),
            "--network=devnet",
            "--port=0",
            "--p2p-listen=127.0.0.1:0",
            "--seed=127.0.0.1:1");
    try (BufferedReader lines = node.inputReader()) {
      await(lines, "Dashboard: ");
      Files.writeString(settings, "log-level = info,gossip=debug\n");
      new ProcessBuilder("/bin/kill", "-HUP", Long.toString(node.pid())).start().waitFor();
      await(lines, "Settings read again: 1 seeds, log level info,gossip=debug");
      node.destroy();
      assertThat(node.waitFor(10, TimeUnit.SECONDS)).isTrue();
    } finally {
      node.destroyForcibly();
    }

    Replay.Verdict verdict = Replay.of(trace);
    assertThat(verdict.difference()).isNull();
    assertThat(verdict.turns()).isPositive();
  }

  /** False where the parent had SIGHUP ignored, as nohup does: children inherit it. */
  private static boolean isHangUpHeard() throws IOException {
    Path status = Path.of("/proc/self/status");
    if (!Files.isReadable(status)) {
      return true;
    }
    return Files.readAllLines(status).stream()
        .filter(line -> line.startsWith("SigIgn:"))
        .mapToLong(line -> Long.parseUnsignedLong(line.substring(7).strip(), 16))
        .noneMatch(ignored -> (ignored & 1) != 0);
  }

  private static void await(BufferedReader lines, String text) throws IOException {
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.contains(text)) {
        return;
      }
    }
    throw new AssertionError("the node ended before it said: " + text);
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
