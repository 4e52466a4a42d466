package network.vision.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import network.vision.gossip.GossipConfig;
import network.vision.protocol.HostAndPort;
import network.vision.protocol.PeerAddress;

/**
 * A network of real cores in virtual time. One seed decides everything in a run, so the seed
 * replays it.
 *
 * <p>Invariant: {@link NodeRules} hold after every step of every core; where they do not, a {@link
 * Violation} with the seed and the last events ends the run. One thread.
 */
final class Simulation {

  private static final long LOOKS = 50;
  private static final Duration EXPECTING = Duration.ofMillis(200);

  private final World world;
  private final List<VirtualNode> nodes = new ArrayList<>();

  /** An empty network. */
  Simulation(long seed, Conditions conditions) {
    world = new World(seed, conditions);
  }

  /**
   * A network of {@code size} nodes on ports of their own that know the first one only, not
   * started.
   */
  static Simulation ofSize(int size, long seed, Conditions conditions) {
    Simulation simulation = new Simulation(seed, conditions);
    for (int i = 0; i < size; i++) {
      simulation.add(i);
    }
    return simulation;
  }

  /** The seed node that nodes of a plain plan know. */
  static GossipConfig knowingTheFirst() {
    PeerAddress first = AddressPlan.of(0);
    return GossipConfig.defaults()
        .withSeeds(List.of(new HostAndPort(first.ip().toString(), first.port())));
  }

  /** A book of {@code buckets} buckets in each half; and the seed node, if that is wanted. */
  static GossipConfig smallBook(boolean knowsTheFirst, int buckets) {
    GossipConfig plain = knowsTheFirst ? knowingTheFirst() : GossipConfig.defaults();
    return new GossipConfig(
        plain.outbound(),
        plain.maxInbound(),
        plain.isPrivateAllowed(),
        plain.seeds(),
        plain.peers(),
        plain.advertised(),
        plain.pingInterval(),
        plain.pingTimeout(),
        plain.gossipInterval(),
        plain.feelerInterval(),
        buckets,
        buckets);
  }

  /** Adds a node like all others, which knows its own IP; not started. */
  VirtualNode add(int index) {
    GossipConfig config = index == 0 ? GossipConfig.defaults() : knowingTheFirst();
    return add(NodePlan.of("n" + index, AddressPlan.of(index), config).onOneInterface());
  }

  VirtualNode add(NodePlan plan) {
    VirtualNode node = new VirtualNode(world, plan, world.chance());
    nodes.add(node);
    return node;
  }

  World world() {
    return world;
  }

  /** All nodes, in the order they were added. */
  List<VirtualNode> nodes() {
    return List.copyOf(nodes);
  }

  /** The node number {@code index}. */
  VirtualNode node(int index) {
    return nodes.get(index);
  }

  /** Starts all nodes within {@code spread}, evenly. */
  void startAll(Duration spread) {
    for (int i = 0; i < nodes.size(); i++) {
      world.timeline().after(spread.toMillis() * i / nodes.size(), nodes.get(i)::start);
    }
  }

  /** Lets time pass. */
  void run(Duration duration) {
    runUntil(world.timeline().nowMillis() + duration.toMillis());
  }

  /**
   * Lets time pass until {@code goal} holds, looking every {@code step}, or every fiftieth of the
   * time passed when that is longer.
   *
   * @return how long that took; empty if it does not hold after {@code most}
   */
  Optional<Duration> runUntil(BooleanSupplier goal, Duration step, Duration most) {
    long start = world.timeline().nowMillis();
    while (!goal.getAsBoolean()) {
      long passed = world.timeline().nowMillis() - start;
      if (passed >= most.toMillis()) {
        return Optional.empty();
      }
      run(Duration.ofMillis(Math.max(step.toMillis(), passed / LOOKS)));
    }
    return Optional.of(Duration.ofMillis(world.timeline().nowMillis() - start));
  }

  /**
   * Lets time pass until {@code goal} holds.
   *
   * @param what the goal in words
   * @return how long that took
   * @throws Violation if it does not hold after {@code most}
   */
  Duration expect(String what, BooleanSupplier goal, Duration most) {
    return runUntil(goal, EXPECTING, most)
        .orElseThrow(() -> new Violation(world.seed(), "not so: " + what, lastEvents()));
  }

  /**
   * Makes sure of something.
   *
   * @throws Violation with {@code otherwise} where it does not hold
   */
  void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new Violation(world.seed(), otherwise, lastEvents());
    }
  }

  /** Cuts the network between {@code apart} and all others. */
  void cutOff(Set<VirtualNode> apart) {
    world.fabric().cutOff(apart);
  }

  /** Mends the cut. */
  void heal() {
    world.fabric().heal();
  }

  /** Changes how well the network carries from now on. */
  void change(Conditions conditions) {
    world.fabric().change(conditions);
  }

  /** Over the whole run so far; two runs of one seed agree in it. */
  long hash() {
    return world.journal().hash();
  }

  /** The last events, for people. */
  String lastEvents() {
    return world.journal().lastEntries();
  }

  private void runUntil(long untilMillis) {
    try {
      world.timeline().runUntil(untilMillis);
    } catch (Violation e) {
      throw e;
    } catch (RuntimeException e) {
      throw new Violation(world.seed(), e.toString(), lastEvents(), e);
    }
  }
}
