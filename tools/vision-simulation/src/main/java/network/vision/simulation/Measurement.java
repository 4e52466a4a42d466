package network.vision.simulation;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import network.vision.protocol.PeerAddress;
import org.jspecify.annotations.Nullable;

/**
 * How fast and at what cost a network of one size finds itself, and finds a node that moved.
 *
 * @param size nodes, each on its own port, that know the first one only
 * @param mostPairs until 99 % of pairs know each other; null: not in time
 * @param allPairs until every node can dial every other; null: not in time, or not waited for
 * @param messagesPerNode until then, handshakes included
 * @param bytesPerNode until then, with frames
 * @param movedPeers from a node's move until all its peers dial it at its new port
 * @param movedMost from a node's move until 99 % of all nodes know its new port
 * @param oldPortDials dials to its old port by nodes that had heard of the new one
 */
record Measurement(
    int size,
    @Nullable Duration mostPairs,
    @Nullable Duration allPairs,
    long messagesPerNode,
    long bytesPerNode,
    @Nullable Duration movedPeers,
    @Nullable Duration movedMost,
    long oldPortDials) {

  static final String HEADER =
      """
      All nodes start in the same second and know one; 2 ms one way, 1 % loss; virtual time.

      | nodes | 99 % of pairs | all pairs | messages per node | KiB per node | moved: its peers | moved: 99 % | dials to the old port |
      | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |\
      """;

  private static final Duration SPREAD = Duration.ofSeconds(1);
  private static final Duration MOST = Duration.ofMinutes(10);
  private static final Duration SETTLING = Duration.ofMinutes(2);
  private static final double ALMOST_ALL = 0.99;

  /** In a larger network 99 % is the goal. */
  private static final int MOST_WHOLE = 500;

  /** Measures a network of {@code size} nodes. */
  static Measurement of(int size, long seed) {
    Duration step = Duration.ofMillis(Math.max(50, size));
    Simulation simulation =
        Simulation.ofSize(size, seed, Conditions.measured().with(Coding.COUNTED));
    Census census = new Census(simulation.nodes());
    simulation.startAll(SPREAD);
    simulation.run(SPREAD);
    Optional<Duration> most = simulation.runUntil(() -> census.share() >= ALMOST_ALL, step, MOST);
    Optional<Duration> all =
        size > MOST_WHOLE ? Optional.empty() : simulation.runUntil(census::isComplete, step, MOST);
    Traffic traffic = simulation.world().fabric().traffic();
    long messages = traffic.messages() / size;
    long bytes = traffic.bytes() / size;
    simulation.change(Conditions.measured().asValues());
    simulation.run(SETTLING);
    Move move = new Move(simulation, census, size / 2);
    return new Measurement(
        size,
        most.orElse(null),
        most.flatMap(first -> all.map(first::plus)).orElse(null),
        messages,
        bytes,
        move.time(move::isDialledByItsPeers).orElse(null),
        move.time(move::isKnownToMost).orElse(null),
        move.oldPortDials());
  }

  /** As a row of the table. */
  String row() {
    return String.format(
        Locale.ROOT,
        "| %,d | %s | %s | %d | %d | %s | %s | %d |",
        size,
        text(mostPairs),
        text(allPairs),
        messagesPerNode,
        bytesPerNode / 1024,
        text(movedPeers),
        text(movedMost),
        oldPortDials);
  }

  private static String text(@Nullable Duration duration) {
    return duration == null
        ? "–"
        : String.format(Locale.ROOT, "%.2f s", duration.toMillis() / 1000.0);
  }

  /** A node listens on another port, its connections live on. */
  private static final class Move {

    private static final Duration LOOK = Duration.ofMillis(20);

    private final Simulation simulation;
    private final Census census;
    private final VirtualNode mover;
    private final PeerAddress from;
    private final PeerAddress to;
    private final long startMillis;
    private long oldPortDials;

    Move(Simulation simulation, Census census, int index) {
      this.simulation = simulation;
      this.census = census;
      this.mover = simulation.node(index);
      this.startMillis = simulation.world().timeline().nowMillis();
      this.from = mover.plan().listening();
      this.to = new PeerAddress(mover.ip(), AddressPlan.port(index + simulation.nodes().size()));
      simulation.world().watchDials(this::dialled);
      mover.move(to, VirtualNode.Connections.KEPT);
    }

    private void dialled(VirtualNode dialler, PeerAddress address) {
      if (address.equals(from) && dialler.hasHeard(mover.id(), to)) {
        oldPortDials++;
      }
    }

    /** Counted until two minutes after the last goal. */
    long oldPortDials() {
      simulation.run(SETTLING);
      return oldPortDials;
    }

    Optional<Duration> time(BooleanSupplier goal) {
      return simulation
          .runUntil(goal, LOOK, MOST)
          .map(_ -> Duration.ofMillis(simulation.world().timeline().nowMillis() - startMillis));
    }

    boolean isDialledByItsPeers() {
      return census.peersOf(mover).stream().allMatch(peer -> census.knows(peer, mover));
    }

    boolean isKnownToMost() {
      return census.shareThatKnows(mover) >= ALMOST_ALL;
    }
  }
}
