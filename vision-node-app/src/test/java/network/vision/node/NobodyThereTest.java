package network.vision.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import network.vision.node.config.Platform;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a command says where no node runs, and while somebody lets it wait. */
@Timeout(60)
class NobodyThereTest {

  @TempDir private Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "status",
        "peers",
        "peers --watch",
        "peer VNODE-1",
        "events",
        "events --follow",
        "seeds",
        "connect 127.0.0.1:7072",
        "ban 192.0.2.1",
        "unban 192.0.2.1",
        "log"
      })
  void whereNoNodeRunsALineSaysSoAndHowToStartOne(String command) {
    int exitCode =
        run(
            Stream.concat(
                Stream.of(command.split(" ", -1)),
                Stream.of("--port", "1", "--network", "devnet")));

    assertThat(exitCode).isEqualTo(ExitCode.NO_NODE);
    assertThat(err.toString().lines()).hasSize(1);
    assertThat(err.toString())
        .contains("no node answers at http://127.0.0.1:1/; start one with: vision-node run");
    assertThat(out.toString()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"seeds check", "doctor"})
  void whoeverAsksASilentSeedIsToldWhatIsWaitedFor(String command) throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 8, InetAddress.getLoopbackAddress())) {
      Thread.ofVirtual().start(() -> hangUpWhenWaitedFor(silent));
      run(
          Stream.concat(
              Stream.of(command.split(" ", -1)),
              Stream.of("--network", "devnet", "--seed", "127.0.0.1:" + silent.getLocalPort())));
    }

    assertThat(err.toString()).containsPattern("^(Asking 1 seeds|Looking at this machine)");
    assertThat(out.toString()).contains("127.0.0.1:");
  }

  private void hangUpWhenWaitedFor(ServerSocket silent) {
    try {
      while (true) {
        try (Socket _ = silent.accept()) {
          Eventually.holds("progress is told", () -> !err.toString().isEmpty());
        }
      }
    } catch (Exception e) {
      // The test is over.
    }
  }

  private int run(Stream<String> args) {
    Terminal terminal =
        new Terminal(new PrintWriter(out, true), new PrintWriter(err, true), false, false);
    Platform platform = new Platform("Linux", folder, Map.of());
    List<String> words =
        Stream.concat(args, Stream.of("--data-dir", folder.resolve("data").toString())).toList();
    return Commands.execute(terminal, platform, words.toArray(String[]::new));
  }
}
