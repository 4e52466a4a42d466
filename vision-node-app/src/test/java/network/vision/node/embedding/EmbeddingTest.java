package network.vision.node.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import network.vision.gossip.GossipSummary;
import network.vision.node.SourceTree;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddingTest {

  private static final Pattern EXAMPLE = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

  @TempDir private Path folder;

  @Test
  void theTwoNodesOfThePageMeet() throws Exception {
    assertThat(run(examples().getFirst())).contains(" is connected to ");
  }

  @Test
  void theVisitorOfThePageSaysWhoIsThereOrWhyNobodyIs() throws Exception {
    String program = examples().getLast();
    String address;
    try (EmbeddedNode alice = EmbeddedNode.start(aliceSettings())) {
      address = alice.listening().getFirst().toString();
      assertThat(run(program, address)).contains(alice.id() + " answered in PT");
    }
    assertThat(run(program, address)).contains("REFUSED: ");
  }

  @Test
  void howANodeStandsIsToldWithoutItsPeers() throws Exception {
    try (EmbeddedNode alice = EmbeddedNode.start(aliceSettings())) {
      GossipSummary summary = alice.summary().get(20, TimeUnit.SECONDS);

      assertThat(summary.advertised()).isEqualTo(alice.listening().getFirst());
      assertThat(summary.peers().total()).isZero();
    }
  }

  private Map<String, String> aliceSettings() {
    String data = folder.resolve("alice").toString();
    return Map.of(
        "network",
        "devnet",
        "data-dir",
        data,
        "port",
        "0",
        "p2p-listen",
        "127.0.0.1:0",
        "seed",
        "none");
  }

  private static List<String> examples() throws IOException {
    Path page = SourceTree.find().root().resolve("docs/EMBEDDING.md");
    return EXAMPLE.matcher(Files.readString(page)).results().map(found -> found.group(1)).toList();
  }

  /** What a program prints that ends well. */
  private String run(String program, String... arguments) throws Exception {
    List<String> command = command(Files.writeString(folder.resolve("Example.java"), program));
    command.addAll(List.of(arguments));
    Path output = folder.resolve("output");
    Process java =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    assertThat(java.waitFor(120, TimeUnit.SECONDS)).isTrue();
    String printed = Files.readString(output);
    assertThat(java.exitValue()).as(printed).isZero();
    return printed;
  }

  @Test
  void aSettingThatDoesNotExistIsRefused() {
    assertThatThrownBy(() -> EmbeddedNode.start(Map.of("prot", "0")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("there is no setting prot");
  }

  @Test
  void aValueThatIsNotAllowedIsRefusedWithWhatIs() {
    assertThatThrownBy(() -> EmbeddedNode.start(Map.of("port", "70000")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("a number of 0-65535");
  }

  /** The way in which this test itself runs: on modules, or all on the class path. */
  private static List<String> command(Path source) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    String modules = System.getProperty("jdk.module.path");
    if (modules == null) {
      command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    } else {
      command.addAll(List.of("-p", modules, "--add-modules", "network.vision.node"));
      command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    }
    command.add(source.toString());
    return command;
  }
}
