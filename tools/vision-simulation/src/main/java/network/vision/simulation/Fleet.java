package network.vision.simulation;

import java.time.Duration;

/**
 * A network of ten thousand nodes with books of 1,024 addresses: far more nodes than any of them
 * can know. Whether their sessions join all of them, and how many of their dials work.
 *
 * @param size nodes, which start within two minutes and know the first one
 * @param isOnePiece whether all are joined by sessions at the end
 * @param fewestSessions of any node
 * @param dialsThatWorked share of all dials, 0–1
 * @param messagesPerNode sent until the end
 * @param heapBytesPerNode of this simulation at its end, before a collection
 */
record Fleet(
    int size,
    boolean isOnePiece,
    int fewestSessions,
    double dialsThatWorked,
    long messagesPerNode,
    long heapBytesPerNode) {

  private static final int BUCKETS = 8;
  private static final Duration SPREAD = Duration.ofMinutes(2);
  private static final Duration PASSED = Duration.ofMinutes(5);

  /** Runs it, most of all through {@code size} books. */
  static Fleet of(int size, long seed) {
    Simulation simulation = new Simulation(seed, Conditions.measured().asValues());
    for (int i = 0; i < size; i++) {
      NodePlan plan = NodePlan.of("n" + i, AddressPlan.of(i), Simulation.smallBook(i > 0, BUCKETS));
      simulation.add(plan.onOneInterface().withoutDisk());
    }
    simulation.startAll(SPREAD);
    simulation.run(PASSED);
    Census census = new Census(simulation.nodes());
    Runtime runtime = Runtime.getRuntime();
    return new Fleet(
        size,
        census.isOnePiece(),
        census.fewestSessions(),
        simulation.world().tally().shareOfDialsThatWorked(),
        simulation.world().fabric().traffic().messages() / size,
        (runtime.totalMemory() - runtime.freeMemory()) / size);
  }

  /** In words, on one line. */
  String text() {
    return "%d nodes with books of %d: %s, fewest sessions %d, %.1f %% of dials work, %d messages per node"
        .formatted(
            size,
            2 * BUCKETS * 64,
            isOnePiece ? "one piece" : "in pieces",
            fewestSessions,
            100 * dialsThatWorked,
            messagesPerNode);
  }
}
