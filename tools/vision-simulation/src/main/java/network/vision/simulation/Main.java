package network.vision.simulation;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import network.vision.transcript.Replay;

/**
 * The command: measures, or plays scenarios.
 *
 * <pre>
 * table [N …]            for each N: time until all know all, messages, bytes, a move (10 50 100 1000)
 * fleet [N]              one network with small books (10000)
 * scenarios [SEED [N]]   what can befall a network of N nodes, each in turn (1 30)
 * seeds FROM COUNT       random scenarios, each of its own seed
 * replay FILE            the transcript of a real node, step by step
 * </pre>
 */
public final class Main {

  private static final List<Integer> SIZES = List.of(10, 50, 100, 1_000);
  private static final int FLEET = 10_000;
  private static final int NODES = 30;

  /** Runs one of the commands; a {@link Violation}, or a replay that goes another way, ends it. */
  public static void main(String[] args) throws IOException {
    if (args.length == 2 && args[0].equals("replay")) {
      replay(Path.of(args[1]));
      return;
    }
    List<Long> numbers = Stream.of(args).skip(1).map(Long::valueOf).toList();
    switch (args.length == 0 ? "table" : args[0]) {
      case "table" -> table(numbers);
      case "fleet" -> IO.println(Fleet.of((int) number(numbers, 0, FLEET), 1).text());
      case "scenarios" -> scenarios(number(numbers, 0, 1), (int) number(numbers, 1, NODES));
      case "seeds" -> seeds(number(numbers, 0, 0), number(numbers, 1, 1));
      default ->
          throw new IllegalArgumentException("table, fleet, scenarios, seeds or replay FILE");
    }
  }

  private static long number(List<Long> numbers, int index, long otherwise) {
    return index < numbers.size() ? numbers.get(index) : otherwise;
  }

  private static void table(List<Long> numbers) {
    List<Integer> sizes =
        numbers.isEmpty() ? SIZES : numbers.stream().map(Math::toIntExact).toList();
    IO.println(Measurement.HEADER);
    for (int size : sizes) {
      IO.println(Measurement.of(size, 1).row());
    }
  }

  private static void scenarios(long seed, int size) {
    for (Scenario scenario : Scenario.values()) {
      IO.println("%s: %s".formatted(scenario, scenario.play(seed, size)));
    }
  }

  private static void seeds(long from, long count) {
    for (long seed = from; seed < from + count; seed++) {
      RandomScenario.of(seed).play();
    }
    IO.println("%d scenarios hold, seeds %d to %d".formatted(count, from, from + count - 1));
  }

  private static void replay(Path transcript) throws IOException {
    Replay.Verdict verdict = Replay.of(transcript);
    IO.println("%d steps went as written".formatted(verdict.turns()));
    if (verdict.difference() != null) {
      throw new IllegalStateException(verdict.difference());
    }
  }

  private Main() {}
}
