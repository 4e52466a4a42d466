package network.vision.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import network.vision.gossip.KnownAddress;
import network.vision.gossip.KnownPeer;
import network.vision.gossip.KnownStanding;
import network.vision.gossip.Provenance;
import network.vision.protocol.NodeId;
import network.vision.protocol.PeerAddress;

/** A network that was off for a week, in which most of what everybody remembers is gone. */
final class StaleBooks {

  private static final int SESSIONS = 8;
  private static final int FIRST_DEAD = 20_000;
  private static final Duration OFF = Duration.ofDays(7);
  private static final Duration MOST = Duration.ofHours(1);
  private static final Duration LOOK = Duration.ofMillis(100);

  /**
   * How long it takes after a start of all until each of {@code size} nodes has eight sessions.
   *
   * @param dead addresses in each book that worked a week ago and where no machine is any more
   * @param live addresses in each book that worked a week ago and work; less than {@code size}
   * @throws Violation if they do not have them within an hour
   */
  static Duration timeToSessions(int size, long seed, int dead, int live) {
    Simulation simulation = Simulation.ofSize(size, seed, Conditions.measured().asValues());
    SplittableRandom random = new SplittableRandom(seed);
    for (VirtualNode node : simulation.nodes()) {
      for (int i = 0; i < dead; i++) {
        int number = FIRST_DEAD + random.nextInt(9_000_000);
        node.disk().save(remembered(new NodeId("gone-" + number), AddressPlan.anywhere(number)));
      }
      List<VirtualNode> others = new ArrayList<>(simulation.nodes());
      others.remove(node);
      Collections.shuffle(others, random);
      for (VirtualNode other : others.subList(0, live)) {
        node.disk().save(remembered(other.id(), other.plan().listening()));
      }
    }
    simulation.startAll(Duration.ofSeconds(1));
    Census census = new Census(simulation.nodes());
    return simulation
        .runUntil(() -> census.fewestSessions() >= SESSIONS, LOOK, MOST)
        .orElseThrow(() ->
            new Violation(seed, "no eight sessions from stale books", simulation.lastEvents()));
  }

  private static KnownPeer remembered(NodeId id, PeerAddress where) {
    Instant then = World.START.minus(OFF);
    KnownAddress address =
        new KnownAddress(where, Provenance.HANDSHAKE, null, then, then, null, null, 0);
    return new KnownPeer(
        id,
        "",
        "",
        "",
        "",
        null,
        null,
        null,
        null,
        then,
        KnownStanding.BLAMELESS,
        false,
        List.of(address));
  }

  private StaleBooks() {}
}
