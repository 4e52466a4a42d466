package network.vision.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import network.vision.node.embedding.EmbeddedNode;
import network.vision.node.outlet.LogSetup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A program that ends without being asked to, as a process of its own. */
@Timeout(60)
class CrashTest {

  /** The JVM's own, where it is told to end. */
  private static final int OUT_OF_MEMORY = 3;

  @TempDir private Path folder;

  @Test
  void aMistakeInAnyThreadEndsTheNodeAndLeavesWhatHappenedLast() throws Exception {
    Path data = folder.resolve("data");

    assertThat(run(CrashingRun.class, settings(data))).isEqualTo(ExitCode.FAILED);

    assertThat(log()).contains("What happened last is in " + data);
    assertThat(crash(data))
        .contains("vision-node 1.1.1, Java ", "IllegalStateException: a mistake on purpose")
        .contains("The last 0 events of the loop:", "[NODE] Vision node 1.1.1 on devnet");
    assertThat(data.resolve("last-words")).doesNotExist();
  }

  @Test
  void aNodeThatNoCodeOfOursSeesEndingLeavesItsLastWordsForTheNextStart() throws Exception {
    Path data = folder.resolve("data");
    List<String> words = new ArrayList<>(List.of(data.resolve("last-words").toString(), "[API]"));
    words.addAll(settings(data));

    assertThat(run(StarvingRun.class, words)).as(log()).isEqualTo(OUT_OF_MEMORY);
    assertThat(log()).contains("Terminating due to java.lang.OutOfMemoryError");

    LogSetup.apply("error", false, LogSetup.Stream.ERROR);
    EmbeddedNode.start(
            Map.of(
                "network",
                "devnet",
                "port",
                "0",
                "p2p-listen",
                "127.0.0.1:0",
                "seed",
                "none",
                "data-dir",
                data.toString()))
        .close();

    assertThat(crash(data))
        .contains("This run did not end in order: it was killed, no memory was left")
        .containsPattern("Z ListeningStarted\\n")
        .contains("[NODE] Vision node 1.1.1 on devnet", "[API] Dashboard: http://127.0.0.1:");
    assertThat(data.resolve("last-words")).doesNotExist();
  }

  /** Runs {@code program} with little memory until it ends, and gives the exit code. */
  private int run(Class<?> program, List<String> words) throws Exception {
    List<String> command = new ArrayList<>(java());
    command.add(program.getName());
    command.addAll(words);
    Process node =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output().toFile())
            .start();
    try {
      assertThat(node.waitFor(50, TimeUnit.SECONDS)).isTrue();
      return node.exitValue();
    } finally {
      node.destroyForcibly();
    }
  }

  private Path output() {
    return folder.resolve("output");
  }

  private String log() throws IOException {
    return Files.readString(output());
  }

  private static String crash(Path data) throws IOException {
    try (Stream<Path> files = Files.list(data)) {
      return Files.readString(
          files
              .filter(
                  file -> file.getFileName().toString().matches("crash-[0-9]{8}-[0-9]{6}\\.txt"))
              .findFirst()
              .orElseThrow());
    }
  }

  private static List<String> settings(Path data) {
    return List.of(
        "run",
        "--network=devnet",
        "--port=0",
        "--p2p-listen=127.0.0.1:0",
        "--seed=none",
        "--data-dir=" + data);
  }

  /** A JVM with the bounds that the launcher sets. */
  private static List<String> java() throws URISyntaxException {
    String classPath =
        String.join(
            File.pathSeparator,
            System.getProperty("jdk.module.path", ""),
            System.getProperty("java.class.path"),
            testClasses().toString());
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Xmx128m",
        "-XX:+ExitOnOutOfMemoryError",
        "-XX:TieredStopAtLevel=1",
        "-XX:+UseSerialGC",
        "-classpath",
        classPath);
  }

  private static Path testClasses() throws URISyntaxException {
    return Path.of(CrashingRun.class.getResource("CrashingRun.class").toURI())
        .resolve("../../../..")
        .normalize();
  }
}
