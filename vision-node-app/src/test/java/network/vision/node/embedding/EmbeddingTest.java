package network.vision.node.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import network.vision.node.SourceTree;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddingTest {

  private static final Pattern EXAMPLE = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

  @Test
  void theExampleOfThePageRuns(@TempDir Path folder) throws Exception {
    Path page = SourceTree.find().root().resolve("docs/EMBEDDING.md");
    Matcher example = EXAMPLE.matcher(Files.readString(page));
    assertThat(example.find()).isTrue();
    Path source = Files.writeString(folder.resolve("Example.java"), example.group(1));
    Path output = folder.resolve("output");

    Process java =
        new ProcessBuilder(command(source))
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();

    assertThat(java.waitFor(120, TimeUnit.SECONDS)).isTrue();
    assertThat(Files.readString(output)).contains(" is connected to ");
    assertThat(java.exitValue()).isZero();
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
