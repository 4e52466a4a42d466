package network.vision.gossip;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import network.vision.gossip.TestNetwork.Node;
import network.vision.protocol.HostAndPort;
import network.vision.protocol.IpAddress;
import network.vision.protocol.NodeId;
import network.vision.protocol.PeerAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A start from a book whose addresses worked a week ago and answer nobody any more. */
class StaleBookTest {

  private static final String SEED_AT = "8.1.0.1:7072";
  private static final Duration LOOK = Duration.ofMillis(10);
  private static final Duration MOST = Duration.ofMinutes(2);
  private static final Duration WEEK = Duration.ofDays(7);

  /** How long it takes until a node with {@code stale} dead addresses in its book has a session. */
  private static Duration timeToSession(int stale) {
    TestNetwork network = new TestNetwork();
    network.beSilentWhereNobodyListens();
    Node seed = network.node(1, SEED_AT, config -> config);
    network.start(seed);
    Node bob =
        network.node(
            2,
            "8.2.0.1:7072",
            config -> config.withSeeds(List.of(HostAndPort.parse(SEED_AT).orElseThrow())));
    network.step(bob, new Event.PeersLoaded(remembered(stale), 0));
    network.start(bob);
    Duration passed = Duration.ZERO;
    while (bob.far.isEmpty() && passed.compareTo(MOST) < 0) {
      network.pass(LOOK);
      passed = passed.plus(LOOK);
    }
    return passed;
  }

  private static List<KnownPeer> remembered(int count) {
    SplittableRandom random = new SplittableRandom(5);
    Instant then = TestNetwork.T0.minus(WEEK);
    List<KnownPeer> peers = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      PeerAddress address =
          new PeerAddress(IpAddress.ofIpv4((9 << 24) + random.nextInt(1 << 24)), 7072);
      peers.add(
          new KnownPeer(
              new NodeId("gone-" + i),
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
              i < 2,
              List.of(
                  new KnownAddress(
                      address, Provenance.HANDSHAKE, null, then, then, null, null, 0))));
    }
    return peers;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 20, 1_000, 10_000})
  void aStaleBookNeverMakesAStartSlowerThanAnEmptyOne(int stale) {
    Duration withStaleBook = timeToSession(stale);
    assertThat(withStaleBook).isLessThan(MOST).isLessThanOrEqualTo(timeToSession(0));
  }
}
