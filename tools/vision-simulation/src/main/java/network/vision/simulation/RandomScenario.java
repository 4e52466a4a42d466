package network.vision.simulation;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import network.vision.gossip.Event;
import network.vision.gossip.GossipConfig;
import network.vision.protocol.PeerAddress;

/**
 * A small network to which anything happens for a while; then calm returns, everything that was
 * stopped starts again, and in the end every node must know every other where it is.
 *
 * <p>The first node is the seed that all know: it stops and crashes as others do but never moves,
 * as seeds do. Everything is decided by one number.
 */
final class RandomScenario {

  private static final int MAX_NODES = 10;
  private static final int MAX_MISHAPS = 12;
  private static final Duration CALM = Duration.ofHours(2);
  private static final Duration STEP = Duration.ofSeconds(5);

  private final long seed;
  private final SplittableRandom random;
  private final Simulation simulation;
  private final boolean isDiskSlow;
  private int moves;

  private RandomScenario(long seed, boolean isDiskSlow) {
    this.seed = seed;
    this.isDiskSlow = isDiskSlow;
    this.random = new SplittableRandom(~seed);
    this.simulation = new Simulation(seed, Conditions.random(random));
  }

  /** The scenario of {@code seed}. */
  static RandomScenario of(long seed) {
    return new RandomScenario(seed, false);
  }

  /** The same, but most nodes run for a while before they know what they had saved. */
  static RandomScenario withSlowDisks(long seed) {
    return new RandomScenario(seed, true);
  }

  /**
   * Plays it.
   *
   * @return the network at the end
   * @throws Violation if something did not hold
   */
  Simulation play() {
    populate();
    simulation.startAll(Duration.ofMillis(random.nextLong(1, 30_000)));
    simulation.run(Duration.ofMillis(random.nextLong(30_000, 120_000)));
    for (int i = random.nextInt(MAX_MISHAPS); i > 0; i--) {
      happen(simulation.node(random.nextInt(simulation.nodes().size())));
      simulation.run(Duration.ofMillis(random.nextLong(1, 120_000)));
    }
    calm();
    return simulation;
  }

  private void populate() {
    int size = random.nextInt(2, MAX_NODES + 1);
    for (int i = 0; i < size; i++) {
      VirtualNode node = simulation.add(plan(i));
      if (random.nextInt(4) == 0) {
        node.slowMailbox(random.nextInt(1, 50));
      }
      if (isDiskSlow && random.nextInt(4) > 0) {
        node.slowDisk(random.nextLong(1, 20_000));
      }
    }
  }

  private NodePlan plan(int index) {
    if (index == 0) {
      return NodePlan.of("n0", AddressPlan.of(0), GossipConfig.defaults());
    }
    NodePlan plan = NodePlan.of("n" + index, AddressPlan.of(index), Simulation.knowingTheFirst());
    return random.nextBoolean() ? plan.onOneInterface() : plan;
  }

  private void happen(VirtualNode node) {
    if (!node.isUp()) {
      node.start();
      return;
    }
    switch (random.nextInt(9)) {
      case 0 -> node.stop();
      case 1 -> node.crash();
      case 2, 3 -> move(node);
      case 4 -> simulation.cutOff(Set.of(node));
      case 5 -> simulation.heal();
      case 6 -> node.stepWallClock(Duration.ofMinutes(random.nextInt(-120, 121)));
      case 7 -> simulation.change(Conditions.random(random));
      default -> node.tell(new Event.DialWanted(anybody()));
    }
  }

  private void move(VirtualNode node) {
    if (node == simulation.node(0)) {
      return;
    }
    int fresh = 100 + moves++;
    PeerAddress to =
        random.nextBoolean()
            ? AddressPlan.of(fresh)
            : new PeerAddress(node.ip(), AddressPlan.port(fresh));
    VirtualNode.Connections[] kinds = VirtualNode.Connections.values();
    node.move(to, kinds[random.nextInt(kinds.length)]);
  }

  private PeerAddress anybody() {
    List<VirtualNode> nodes = simulation.nodes();
    return nodes.get(random.nextInt(nodes.size())).plan().listening();
  }

  private void calm() {
    simulation.heal();
    simulation.change(Conditions.measured().asValues());
    for (VirtualNode node : simulation.nodes()) {
      if (!node.isUp()) {
        node.start();
      }
    }
    Census census = new Census(simulation.nodes());
    if (simulation.runUntil(census::isComplete, STEP, CALM).isEmpty()) {
      throw new Violation(seed, "not all know all:\n" + census.missing(), simulation.lastEvents());
    }
  }
}
