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
 * Opens a store once, as the first thing that a JVM does. Arguments: {@code store} or {@code
 * MVStore}, then where it is.
 *
 * <p>Our directory has an identity too, whose key is made ready first; that is told apart, for an
 * empty book waits for it as long.
 */
public final class ColdOpen {

  private static final PrintStream OUT = System.out;

  /** Opens it and prints how long that took. */
  public static void main(String[] args) throws StoreException {
    Path path = Path.of(args[1]);
    long found =
        switch (args[0]) {
          case "store" -> peers(path);
          case "MVStore" -> characters(path);
          default -> throw new IllegalArgumentException("store or MVStore");
        };
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
    long begin = System.nanoTime();
    try (DataDirectory directory = DataDirectory.open(path, event -> {})) {
      tell("store", "identity, in a new process", begin);
      long opened = System.nanoTime();
      int peers = directory.peers().load().peers().size();
      tell("store", "open, in a new process", opened);
      return peers;
    }
  }

  private static long characters(Path file) {
    long begin = System.nanoTime();
    try (MVStore store = new MVStore.Builder().fileName(file.toString()).readOnly().open()) {
      long characters =
          store.<String, String>openMap("peers").values().stream().mapToLong(String::length).sum();
      tell("MVStore", "open, in a new process", begin);
      return characters;
    }
  }

  private static void tell(String store, String what, long beginNanos) {
    OUT.printf(
        "%-8s %-28s %,10.1f ms (%,d ms of the process until then)%n",
        store,
        what,
        (System.nanoTime() - beginNanos) / 1e6,
        ProcessHandle.current().info().totalCpuDuration().orElseThrow().toMillis());
  }

  private ColdOpen() {}
}
