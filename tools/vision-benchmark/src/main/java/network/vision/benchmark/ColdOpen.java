package network.vision.benchmark;

import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import network.vision.store.DataDirectory;
import network.vision.store.StoreException;
import org.h2.mvstore.MVStore;

/**
 * Opens a store once, as the first thing that a JVM does. Arguments: {@code store} or {@code
 * MVStore}, then where it is. Prints the milliseconds that took, and those of a processor that the
 * process had used by then.
 *
 * <p>Our directory has an identity too, whose key is made ready before; that is not counted, for an
 * empty book waits for it as long.
 */
public final class ColdOpen {

  private static final int PROCESSES = 5;
  private static final PrintStream OUT = System.out;

  /**
   * One opening.
   *
   * @param millis of the wall
   * @param processMillis of a processor, from the start of the process on
   */
  private record Opening(double millis, double processMillis) {}

  /** Something to do before each opening. */
  @FunctionalInterface
  interface Preparation {
    void run() throws IOException;
  }

  /** Opens it and prints how long that took. */
  public static void main(String[] args) throws StoreException {
    Path path = Path.of(args[1]);
    Opening opening =
        switch (args[0]) {
          case "store" -> openStore(path);
          case "MVStore" -> openMvStore(path);
          default -> throw new IllegalArgumentException("store or MVStore");
        };
    OUT.println(opening.millis() + " " + opening.processMillis());
  }

  /**
   * Runs {@link #main} in JVMs of their own, one after the other, that are started like this one.
   */
  static void run(String which, Path path, Preparation before)
      throws IOException, InterruptedException {
    List<Opening> openings = new ArrayList<>();
    for (int i = 0; i < PROCESSES; i++) {
      before.run();
      openings.add(inNewProcess(which, path));
    }
    double[] millis = openings.stream().mapToDouble(Opening::millis).sorted().toArray();
    double[] ofProcess = openings.stream().mapToDouble(Opening::processMillis).sorted().toArray();
    OUT.printf(
        "%-8s open, in a new process  median of %d %,6.1f, %,.1f to %,.1f ms"
            + " (%,.0f ms of the process until then)%n",
        which,
        PROCESSES,
        millis[PROCESSES / 2],
        millis[0],
        millis[PROCESSES - 1],
        ofProcess[PROCESSES / 2]);
  }

  private static Opening inNewProcess(String which, Path path)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Stream.of(
                        Stream.of(
                            Path.of(System.getProperty("java.home"), "bin", "java").toString()),
                        ManagementFactory.getRuntimeMXBean().getInputArguments().stream(),
                        Stream.of(
                            "-classpath",
                            System.getProperty("java.class.path"),
                            ColdOpen.class.getName(),
                            which,
                            path.toString()))
                    .flatMap(words -> words)
                    .toList())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String told = new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    int exit = process.waitFor();
    if (exit != 0) {
      throw new IllegalStateException("the new process ended with " + exit);
    }
    String[] numbers = told.lines().toList().getLast().split(" ", -1);
    return new Opening(Double.parseDouble(numbers[0]), Double.parseDouble(numbers[1]));
  }

  private static Opening openStore(Path path) throws StoreException {
    try (DataDirectory directory = DataDirectory.open(path, event -> {})) {
      long begin = System.nanoTime();
      int peers = directory.peers().load().peers().size();
      return opening(begin, peers);
    }
  }

  private static Opening openMvStore(Path file) {
    long begin = System.nanoTime();
    try (MVStore store = new MVStore.Builder().fileName(file.toString()).readOnly().open()) {
      long characters =
          store.<String, String>openMap("peers").values().stream().mapToLong(String::length).sum();
      return opening(begin, characters);
    }
  }

  private static Opening opening(long beginNanos, long found) {
    double millis = (System.nanoTime() - beginNanos) / 1e6;
    if (found == 0) {
      throw new IllegalStateException("nothing was found");
    }
    return new Opening(
        millis, ProcessHandle.current().info().totalCpuDuration().orElseThrow().toMillis());
  }

  private ColdOpen() {}
}
