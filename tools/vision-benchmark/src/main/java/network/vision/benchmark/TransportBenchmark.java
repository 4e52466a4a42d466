package network.vision.benchmark;

import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufAllocatorMetricProvider;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;

/**
 * Our transport beside bare Netty that moves the same bytes, in one run, on loopback.
 *
 * <p>Three measures: connections accepted and handshaken a second; small messages a second over one
 * connection, each read and answered; heap and direct memory of an idle connection at 2,000. The
 * clients are the same plain sockets for both, and for the memory in another process. Each measure
 * is taken several times in turns, and the median counts. Bare Netty cuts frames and knows nothing
 * of their content; the second one reads and writes the same JSON with the same codec, and so shows
 * what the transport itself costs.
 */
public final class TransportBenchmark {

  private static final int ROUNDS = 7;
  private static final int CONNECTIONS = 4000;
  private static final int MESSAGES = 400_000;
  private static final int IDLE = 2000;

  /** One measure of one server. */
  @FunctionalInterface
  private interface Measure {
    double of(Server server) throws Exception;
  }

  /**
   * Runs all three; the one argument {@code hold PORT} makes this process the clients of the third.
   */
  public static void main(String[] args) throws Exception {
    if (args.length == 2 && args[0].equals("hold")) {
      Clients.hold(Integer.parseInt(args[1]), IDLE);
      return;
    }
    print("measure", "bare", "bare, JSON", "ours", "of bare", "aim", "of JSON");
    compare("handshakes/s", "60 %", server -> Clients.shakeHands(server.port(), CONNECTIONS));
    compare("messages/s", "70 %", server -> Clients.talk(server.port(), MESSAGES));
    compare("heap B/idle", "150 %", server -> memory(server, TransportBenchmark::heap));
    compare("direct B/idle", "150 %", server -> memory(server, TransportBenchmark::direct));
  }

  private static void compare(String name, String aim, Measure measure) throws Exception {
    List<List<Double>> taken = List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    for (int round = 0; round < ROUNDS; round++) {
      List<Supplier<Server>> servers = List.of(BareNetty::new, BareNettyWithJson::new, Ours::new);
      for (int turn = 0; turn < servers.size(); turn++) {
        int i = (turn + round) % servers.size();
        try (Server server = servers.get(i).get()) {
          taken.get(i).add(measure.of(server));
        }
      }
    }
    List<Double> medians = taken.stream().map(TransportBenchmark::median).toList();
    print(
        name,
        "%,.0f".formatted(medians.get(0)),
        "%,.0f".formatted(medians.get(1)),
        "%,.0f".formatted(medians.get(2)),
        "%.0f %%".formatted(100 * medians.get(2) / medians.get(0)),
        aim,
        "%.0f %%".formatted(100 * medians.get(2) / medians.get(1)));
  }

  private static double memory(Server server, Supplier<Long> used) throws Exception {
    long before = used.get();
    try (var _ = Clients.holdElsewhere(server.port())) {
      return (used.get() - before) / (double) IDLE;
    }
  }

  private static long heap() {
    for (int i = 0; i < 4; i++) {
      System.gc();
    }
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }

  private static long direct() {
    return ((ByteBufAllocatorMetricProvider) ByteBufAllocator.DEFAULT).metric().usedDirectMemory();
  }

  private static double median(List<Double> values) {
    List<Double> sorted = new ArrayList<>(values);
    Collections.sort(sorted);
    return sorted.get(sorted.size() / 2);
  }

  private static void print(Object... columns) {
    System.out.printf("%-14s %12s %12s %12s %8s %6s %8s%n", columns);
  }

  private TransportBenchmark() {}
}
