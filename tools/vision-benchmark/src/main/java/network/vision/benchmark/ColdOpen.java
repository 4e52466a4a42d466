package network.vision.benchmark;

import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import network.vision.store.DataDirectory;
import network.vision.store.StoreException;
import org.h2.mvstore.MVStore;

/**
 * Opens a store once, as the first thing that a JVM does: what a start of the node pays. Arguments:
 * {@code store} or {@code MVStore}, then where it is.
 */
public final class ColdOpen {

  private static final PrintStream OUT = System.out;

  /** Opens it and prints how long that took. */
  public static void main(String[] args) throws StoreException {
    Path path = Path.of(args[1]);
    long begin = System.nanoTime();
    long found =
        switch (args[0]) {
          case "store" -> peers(path);
          case "MVStore" -> characters(path);
          default -> throw new IllegalArgumentException("store or MVStore");
        };
    OUT.printf(
        "%-8s open, in a new process      %,10.1f ms (%,d ms of the process until then)%n",
        args[0],
        (System.nanoTime() - begin) / 1e6,
        ProcessHandle.current().info().totalCpuDuration().orElseThrow().toMillis());
    if (found == 0) {
      throw new IllegalStateException("nothing was found in " + path);
    }
  }

  /** Runs {@link #main} in a JVM of its own that is started like this one. */
  static void run(String which, Path path) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.addAll(
        List.of(
            "-classpath",
            System.getProperty("java.class.path"),
            ColdOpen.class.getName(),
            which,
            path.toString()));
    int exit = new ProcessBuilder(command).inheritIO().start().waitFor();
    if (exit != 0) {
      throw new IllegalStateException("the new process ended with " + exit);
    }
  }

  private static long peers(Path path) throws StoreException {
    try (DataDirectory directory = DataDirectory.open(path, event -> {})) {
      return directory.peers().load().peers().size();
    }
  }

  private static long characters(Path file) {
    try (MVStore store = new MVStore.Builder().fileName(file.toString()).readOnly().open()) {
      return store.<String, String>openMap("peers").values().stream()
          .mapToLong(String::length)
          .sum();
    }
  }

  private ColdOpen() {}
}
