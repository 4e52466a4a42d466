package network.vision.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import network.vision.gossip.Notice;
import network.vision.protocol.PeerAddress;

/**
 * What can befall a network, and what must come of it. Each runs under the same invariants as any
 * simulation; a goal that is not reached is a {@link Violation}.
 */
enum Scenario {

  /**
   * Every twenty seconds for half an hour somebody stops or loses power, and somebody comes back.
   */
  CHURN {
    @Override
    String play(long seed, int size) {
      Simulation simulation = calm(size, seed);
      Census census = new Census(simulation.nodes());
      SplittableRandom random = new SplittableRandom(seed);
      List<VirtualNode> down = new ArrayList<>();
      for (int i = 0; i < CHURN_TURNS; i++) {
        VirtualNode node = simulation.node(random.nextInt(1, size));
        if (node.isUp() && down.size() < size / 4) {
          stop(node, random.nextBoolean());
          down.add(node);
        } else if (!down.isEmpty()) {
          down.remove(random.nextInt(down.size())).start();
        }
        simulation.run(Duration.ofSeconds(20));
      }
      double worked = simulation.world().tally().shareOfDialsThatWorked();
      down.forEach(VirtualNode::start);
      Duration took = simulation.expect("all know all", census::isComplete, HALF_AN_HOUR);
      simulation.expect("one piece", census::isOnePiece, HALF_AN_HOUR);
      return "all know all %s after the last return, %.0f %% of dials worked"
          .formatted(seconds(took), 100 * worked);
    }

    private static void stop(VirtualNode node, boolean isInOrder) {
      if (isInOrder) {
        node.stop();
      } else {
        node.crash();
      }
    }
  },

  /** Two halves do not see each other for ten minutes. */
  PARTITION {
    @Override
    String play(long seed, int size) {
      Simulation simulation = calm(size, seed);
      Census census = new Census(simulation.nodes());
      simulation.cutOff(Set.copyOf(simulation.nodes().subList(size / 2, size)));
      simulation.run(Duration.ofMinutes(10));
      simulation.heal();
      Duration joined = simulation.expect("one piece", census::isOnePiece, HALF_AN_HOUR);
      Duration known = simulation.expect("all know all", census::isComplete, HALF_AN_HOUR);
      return "one piece %s after healing, all know all %s later"
          .formatted(seconds(joined), seconds(known));
    }
  },

  /** Loss of 0 to 30 %, delays of 2 to 500 ms, with resets and without. */
  BAD_LINES {
    @Override
    String play(long seed, int size) {
      Duration longest = Duration.ZERO;
      for (double loss : new double[] {0, 0.1, 0.2, 0.3}) {
        for (int delay : new int[] {2, 100, 500}) {
          for (double resets : new double[] {0, 0.005}) {
            Conditions conditions = new Conditions(2, delay, loss, resets, Coding.VALUES);
            Simulation simulation = Simulation.ofSize(size, seed, conditions);
            Census census = new Census(simulation.nodes());
            simulation.startAll(SECOND);
            simulation.run(SECOND);
            Duration took =
                simulation.expect(
                    "all know all with " + conditions, census::isComplete, HALF_AN_HOUR);
            longest = took.compareTo(longest) > 0 ? took : longest;
          }
        }
      }
      return "all know all %s after the last start on the worst line".formatted(seconds(longest));
    }
  },

  /** A tenth of all nodes listen on another port at once; their connections break. */
  MOVES {
    @Override
    String play(long seed, int size) {
      Simulation simulation = calm(size, seed);
      Census census = new Census(simulation.nodes());
      for (int i = 1; i <= Math.max(1, size / 10); i++) {
        VirtualNode mover = simulation.node(i);
        PeerAddress to = new PeerAddress(mover.ip(), AddressPlan.port(size + i));
        mover.move(to, VirtualNode.Connections.RESET);
      }
      Duration took = simulation.expect("all know all", census::isComplete, HALF_AN_HOUR);
      long stale = simulation.world().tally().of(Notice.StaleAddressDialled.class);
      simulation.require(stale == 0, stale + " dials to a port whose successor was known");
      return "all know all %s after the move".formatted(seconds(took));
    }
  },

  /** A third lives behind routers; then half of these have their ports mapped. */
  NAT {
    @Override
    String play(long seed, int size) {
      Simulation simulation = plain(size, seed);
      List<VirtualNode> hidden =
          IntStream.range(0, size / 2).mapToObj(i -> hidden(simulation, i)).toList();
      Census census = new Census(simulation.nodes());
      simulation.startAll(SECOND);
      simulation.expect("the public ones are known", census::isComplete, HALF_AN_HOUR);
      int most = Math.min(8, size - 1);
      simulation.expect("all have sessions", () -> census.fewestSessions() >= most, HALF_AN_HOUR);
      hidden.stream().limit(size / 4).forEach(node -> node.mapPort(true));
      Duration took = simulation.expect("the mapped are known", census::isComplete, HALF_AN_HOUR);
      return "the mapped are known %s after the mapping".formatted(seconds(took));
    }

    private static VirtualNode hidden(Simulation simulation, int i) {
      NatBox box = new NatBox(AddressPlan.ip(900, 1 + i));
      PeerAddress inside = new PeerAddress(AddressPlan.inside(i, 2), AddressPlan.port(5_000 + i));
      return simulation.add(
          NodePlan.of("nat" + i, inside, Simulation.knowingTheFirst()).behind(box));
    }
  },

  /** A third are deployed nodes, which know version 3 only. */
  OLD_PEERS {
    @Override
    String play(long seed, int size) {
      Conditions conditions = Conditions.measured();
      Simulation simulation = plain(size, seed, conditions);
      List<OldNode> old =
          IntStream.range(0, size / 2)
              .mapToObj(i -> new OldNode(simulation.world(), AddressPlan.of(500 + i)))
              .toList();
      Census census = new Census(simulation.nodes());
      simulation.startAll(SECOND);
      old.forEach(OldNode::start);
      simulation.expect("the ones of version 4 are known", census::isComplete, HALF_AN_HOUR);
      Duration took =
          simulation.expect(
              "the deployed ones are known",
              () -> old.stream().allMatch(node -> node.isKnownToAll(simulation.nodes())),
              Duration.ofHours(2));
      simulation.require(
          old.stream().allMatch(node -> node.sessions() > 0), "a deployed node is left alone");
      return "the deployed ones are known to all after " + seconds(took);
    }
  },

  /**
   * All restart with books of a thousand dead addresses and twenty live ones, or with empty ones.
   */
  STALE_BOOKS {
    @Override
    String play(long seed, int size) {
      int enough = Math.max(size, LIVE + 1);
      Duration empty = StaleBooks.timeToSessions(enough, seed, 0, 0);
      Duration stale = StaleBooks.timeToSessions(enough, seed, DEAD, LIVE);
      String figures =
          "8 sessions everywhere after %s with stale books, %s with empty ones"
              .formatted(seconds(stale), seconds(empty));
      if (stale.compareTo(empty.multipliedBy(2)) > 0) {
        throw new Violation(seed, figures, "");
      }
      return figures;
    }
  };

  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration HALF_AN_HOUR = Duration.ofMinutes(30);
  private static final int CHURN_TURNS = 90;
  private static final int DEAD = 1_000;
  private static final int LIVE = 20;

  /**
   * Plays it with {@code size} nodes.
   *
   * @return what came of it, in words
   * @throws Violation if an invariant or the goal did not hold
   */
  abstract String play(long seed, int size);

  private static Simulation plain(int size, long seed) {
    return plain(size, seed, Conditions.measured().asValues());
  }

  private static Simulation plain(int size, long seed, Conditions conditions) {
    return Simulation.ofSize(size, seed, conditions);
  }

  /** A network in which all know all. */
  private static Simulation calm(int size, long seed) {
    Simulation simulation = plain(size, seed);
    simulation.startAll(SECOND);
    simulation.run(SECOND);
    Census census = new Census(simulation.nodes());
    simulation.expect("all know all at first", census::isComplete, HALF_AN_HOUR);
    return simulation;
  }

  private static String seconds(Duration duration) {
    return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1_000.0);
  }
}
