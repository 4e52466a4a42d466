package network.vision.simulation;

import java.util.List;
import java.util.stream.Stream;

/**
 * The command: measures, or plays random scenarios.
 *
 * <pre>
 * table [N …]          for each N: time until all know all, messages, bytes, a move (10 50 100)
 * seeds FROM COUNT     random scenarios, each of its own seed
 * </pre>
 */
public final class Main {

  private static final List<Integer> SIZES = List.of(10, 50, 100);

  /** Runs one of the commands; a {@link Violation} ends it. */
  public static void main(String[] args) {
    String command = args.length == 0 ? "table" : args[0];
    switch (command) {
      case "table" -> table(args);
      case "seeds" -> seeds(Long.parseLong(args[1]), Long.parseLong(args[2]));
      default -> throw new IllegalArgumentException("no command " + command);
    }
  }

  private static void table(String[] args) {
    List<Integer> sizes =
        args.length < 2 ? SIZES : Stream.of(args).skip(1).map(Integer::valueOf).toList();
    IO.println(Measurement.HEADER);
    for (int size : sizes) {
      IO.println(Measurement.of(size, 1).row());
    }
  }

  private static void seeds(long from, long count) {
    for (long seed = from; seed < from + count; seed++) {
      RandomScenario.of(seed).play();
    }
    IO.println("%d scenarios hold, seeds %d to %d".formatted(count, from, from + count - 1));
  }

  private Main() {}
}
