package network.vision.upnp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The namespaces of {@code tools/testbed/testbed.sh}, seen from the host {@code h1} in which the
 * tests run.
 */
final class Testbed {

  /** The variable that names the script, and without which there is no test bed. */
  static final String SCRIPT = "VISION_TESTBED";

  private static final String PREFIX = System.getenv().getOrDefault("TESTBED_PREFIX", "vt");

  private Testbed() {}

  /** Runs {@code testbed.sh} with {@code command}. */
  static void run(String... command) {
    run(Map.of(), command);
  }

  static void run(Map<String, String> environment, String... command) {
    List<String> words = new ArrayList<>(List.of(System.getenv(SCRIPT)));
    words.addAll(Arrays.asList(command));
    try {
      ProcessBuilder builder = new ProcessBuilder(words);
      builder.environment().putAll(environment);
      // Not to a pipe: a daemon that stays would keep it open.
      Process process =
          builder
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      assertThat(process.waitFor()).as("%s", words).isZero();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** Starts {@code command} in a namespace. */
  static Process start(String namespace, String... command) throws IOException {
    List<String> words =
        new ArrayList<>(List.of("nsenter", "--net=/run/netns/" + PREFIX + namespace));
    words.addAll(Arrays.asList(command));
    return new ProcessBuilder(words).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  /**
   * Starts a script of the test bed's folder in a namespace, and waits until it says that it is
   * ready.
   */
  static Process startScript(String namespace, String name, String... arguments)
      throws IOException {
    List<String> words = new ArrayList<>(List.of("python3"));
    words.add(Path.of(System.getenv(SCRIPT)).resolveSibling(name).toString());
    words.addAll(Arrays.asList(arguments));
    Process process = start(namespace, words.toArray(String[]::new));
    assertThat(output(process).readLine()).isEqualTo("READY");
    return process;
  }

  /** Starts a {@link MapperProgram} in a namespace. */
  static Process startMapper(String namespace, int leaseSeconds, String protocols, int port)
      throws IOException {
    return start(
        namespace,
        ProcessHandle.current().info().command().orElseThrow(),
        "-cp",
        classPath(),
        MapperProgram.class.getName(),
        Integer.toString(leaseSeconds),
        protocols,
        Integer.toString(port));
  }

  static BufferedReader output(Process process) {
    return process.inputReader(StandardCharsets.UTF_8);
  }

  /** The first line of {@code process} with {@code text} in it. */
  static String awaitLine(Process process, String text) throws IOException {
    BufferedReader lines = output(process);
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.contains(text)) {
        return line;
      }
    }
    throw new AssertionError(process.info() + " ended without " + text);
  }

  /** What a host of the public network hears when it dials; empty if nobody answers within 2 s. */
  static String dial(String address, int port) {
    String script = "exec 3<>/dev/tcp/%s/%d && head -c 64 <&3".formatted(address, port);
    try {
      Process process = start("wan", "timeout", "2", "bash", "-c", script + " 2>/dev/null");
      String heard = output(process).lines().collect(Collectors.joining());
      process.waitFor();
      return heard;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** All that this JVM was given, whether as modules or as a class path. */
  private static String classPath() {
    return Stream.of(
            System.getProperty("jdk.module.path", ""),
            System.getProperty("java.class.path", ""),
            folderOf("fault-501.xml"))
        .filter(part -> !part.isEmpty())
        .collect(Collectors.joining(File.pathSeparator));
  }

  /** The folder that has the package's test resources, where its test classes are too. */
  private static String folderOf(String resource) {
    Path folder = Path.of(URI.create(Testbed.class.getResource(resource).toString())).getParent();
    long depth = Testbed.class.getPackageName().chars().filter(c -> c == '.').count() + 1;
    for (long i = 0; i < depth; i++) {
      folder = folder.getParent();
    }
    return folder.toString();
  }
}
