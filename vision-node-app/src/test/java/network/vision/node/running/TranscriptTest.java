package network.vision.node.running;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import network.vision.node.Eventually;
import network.vision.node.config.OperatorException;
import network.vision.node.config.Setting;
import network.vision.transcript.Replay;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The transcript of a real node, played again. */
@Timeout(60)
class TranscriptTest {

  @TempDir private Path folder;

  @RegisterExtension private final Nodes nodes = new Nodes(() -> folder);
  private Path trace;

  @BeforeEach
  void prepare() {
    trace = folder.resolve("trace");
  }

  @Test
  void aReplayGoesAsTheNodeWent() throws Exception {
    recordALife();

    Replay.Verdict verdict = Replay.of(trace);

    assertThat(verdict.difference()).isNull();
    assertThat(verdict.turns()).isEqualTo(Files.readAllLines(trace).size() - 1).isGreaterThan(10);
  }

  @Test
  void theTranscriptOfASecondLifeBeginsWithWhatWasRemembered() throws Exception {
    recordALife();

    nodes.start("bob", Map.of(Setting.TRACE, trace.toString())).close();

    assertThat(Replay.of(trace).difference()).isNull();
    assertThat(Files.readString(trace)).contains("\"kind\":\"PeersLoaded\",\"peers\":[{");
    assertThat(Replay.of(folder.resolve("trace.1")).difference()).isNull();
  }

  @Test
  void theSecretKeyIsNotInTheTranscript() throws Exception {
    recordALife();
    Matcher secret =
        Pattern.compile("\"secret\":\"([^\"]{20,})\"")
            .matcher(Files.readString(folder.resolve("bob").resolve("identity")));

    assertThat(secret.find()).isTrue();
    assertThat(Files.readString(trace)).doesNotContain(secret.group(1));
  }

  @Test
  void anotherWayIsNamedWithItsLine() throws Exception {
    recordALife();
    List<String> lines = Files.readAllLines(trace);
    int line = lines.size() - 1;
    while (!lines.get(line).contains("\"kind\":\"Send\"")) {
      line--;
    }
    lines.set(line, lines.get(line).replaceFirst("\"kind\":\"Send\".*?\"value\":", "$01"));
    Files.write(trace, lines);

    assertThat(Replay.of(trace).difference())
        .startsWith("line " + (line + 1) + ": ")
        .contains("effect ", "written:  Send[connection=ConnectionId[value=1", "replayed: Send[");
  }

  @Test
  void aTranscriptThatWasCutOffIsReplayedAsFarAsItGoes() throws Exception {
    recordALife();
    String whole = Files.readString(trace);
    Files.writeString(trace, whole.substring(0, whole.length() - 10));

    Replay.Verdict verdict = Replay.of(trace);

    assertThat(verdict.difference()).isNull();
    assertThat(verdict.turns()).isEqualTo(whole.lines().count() - 2);
  }

  @Test
  void aTranscriptThatCannotBeWrittenIsTheOperatorsMistake() {
    assertThatThrownBy(() -> nodes.start("bob", Map.of(Setting.TRACE, "/nowhere/trace")))
        .isInstanceOf(OperatorException.class)
        .hasMessageContaining("--trace: '/nowhere/trace' cannot be written");
  }

  /** Bob meets two others, one of whom goes and comes back, and bans somebody. */
  private void recordALife() throws Exception {
    Node alice = nodes.start("alice", Map.of());
    Node carol = nodes.start("carol", Map.of(Setting.SEED, Nodes.address(alice)));
    Node bob =
        nodes.start(
            "bob", Map.of(Setting.SEED, Nodes.address(alice), Setting.TRACE, trace.toString()));
    Eventually.holds("bob is connected", () -> Nodes.isConnected(bob, carol));
    carol.close();
    Node again = nodes.start("carol", Map.of(Setting.SEED, Nodes.address(alice)));
    Eventually.holds("carol is back", () -> Nodes.isConnected(bob, again));
    bob.close();
    again.close();
    alice.close();
  }
}
