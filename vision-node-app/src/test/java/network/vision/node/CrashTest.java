package network.vision.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A program that ends by a mistake, as a process of its own. */
@Timeout(60)
class CrashTest {

  @TempDir private Path folder;

  @Test
  void aMistakeInAnyThreadEndsTheNodeAndLeavesWhatHappenedLast() throws Exception {
    Path data = folder.resolve("data");
    Path output = folder.resolve("output");
    Process node =
        new ProcessBuilder(command(data))
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();

    assertThat(node.waitFor(50, TimeUnit.SECONDS)).isTrue();

    String log = Files.readString(output);
    assertThat(node.exitValue()).as(log).isEqualTo(ExitCode.FAILED);
    assertThat(log).contains("What happened last is in " + data);
    try (Stream<Path> files = Files.list(data)) {
      Path crash =
          files
              .filter(
                  file -> file.getFileName().toString().matches("crash-[0-9]{8}-[0-9]{6}\\.txt"))
              .findFirst()
              .orElseThrow();
      assertThat(Files.readString(crash))
          .contains("vision-node 1.1.1, Java ", "IllegalStateException: a mistake on purpose")
          .contains("The last 0 events of the loop:", "[NODE] Vision node 1.1.1 on devnet");
    }
  }

  private static List<String> command(Path data) throws URISyntaxException {
    String classPath =
        String.join(
            File.pathSeparator,
            System.getProperty("jdk.module.path", ""),
            System.getProperty("java.class.path"),
            testClasses().toString());
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Xmx128m",
        "-XX:TieredStopAtLevel=1",
        "-XX:+UseSerialGC",
        "-classpath",
        classPath,
        CrashingRun.class.getName(),
        "run",
        "--network=devnet",
        "--port=0",
        "--p2p-listen=127.0.0.1:0",
        "--seed=none",
        "--data-dir=" + data);
  }

  private static Path testClasses() throws URISyntaxException {
    return Path.of(CrashingRun.class.getResource("CrashingRun.class").toURI())
        .resolve("../../../..")
        .normalize();
  }
}
