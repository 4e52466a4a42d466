package network.vision.gossip;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import network.vision.gossip.TestNetwork.Node;
import network.vision.protocol.HostAndPort;
import network.vision.protocol.Identity;
import network.vision.protocol.PeerAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which of several sessions with one node stays. */
class RivalsTest {

  private static final String ALICE_AT = "127.0.0.1:7072";
  private static final String BOB_AT = "127.0.0.2:7201";
  private static final int ALICE = 1;

  private final TestNetwork network = new TestNetwork();
  private final Node alice = network.node(ALICE, ALICE_AT, config -> config);

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void ofTwoThatCrossedBothEndsKeepTheOneDialledByTheLowerId(boolean isAliceLower) {
    Node bob = knowingAlice(bobNumber(isAliceLower), BOB_AT);
    network.start(alice);
    dialEachOther(bob);

    assertThat(alice.far).hasSize(1);
    assertThat(bob.far).hasSize(1);
    assertThat(isDialledBy(alice)).isEqualTo(isAliceLower);
  }

  @Test
  void aNodeThatLostPowerTakesThePlaceOfItsGhostWithinFiveSeconds() {
    Node bob = knowingAlice(2, BOB_AT);
    List.of(alice, bob).forEach(network::start);
    ConnectionId ghost = alice.connectionTo(bob);
    Node again = restarted(bob, 2);

    network.start(again);
    network.pass(Duration.ofSeconds(4));
    assertThat(closed(ghost)).isZero();
    network.pass(Duration.ofSeconds(2));

    assertThat(closed(ghost)).isOne();
    assertThat(again.far).hasSize(1);
    assertThat(closed(alice.connectionTo(again))).isZero();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aNodeThatLostPowerKeepsASessionThoughItAndWeDialEachOther(boolean isAliceLower) {
    int number = bobNumber(isAliceLower);
    Node bob = knowingAlice(number, BOB_AT);
    List.of(alice, bob).forEach(network::start);
    Node again = restarted(bob, number);
    dialEachOther(again);

    assertThat(again.far).hasSize(1);
    ConnectionId kept = alice.connectionTo(again);
    assertThat(isDialledBy(alice)).isEqualTo(isAliceLower);
    network.pass(Duration.ofSeconds(20));

    assertThat(alice.far).containsOnlyKeys(kept);
    assertThat(again.far).hasSize(1);
  }

  @Test
  void whoAnswersStaysAndACopyOfItsKeyElsewhereGoes() {
    Node bob = knowingAlice(2, BOB_AT);
    List.of(alice, bob).forEach(network::start);
    ConnectionId first = alice.connectionTo(bob);

    network.start(knowingAlice(2, "127.0.0.3:7301"));

    assertThat(alice.far).containsOnlyKeys(first);
  }

  @Test
  void aFourthSessionOfOneNodeIsClosedAtOnce() {
    Node bob = knowingAlice(2, BOB_AT);
    List.of(alice, bob).forEach(network::start);
    restarted(bob, 2);

    IntStream.range(3, 8)
        .mapToObj(i -> knowingAlice(2, "127.0.0." + i + ":7201"))
        .forEach(network::start);

    assertThat(alice.far).hasSize(2);
  }

  /** Both dial before either has heard of the other's dial, and Bob's arrives first. */
  private void dialEachOther(Node bob) {
    network.hold(alice.listening);
    network.hold(bob.listening);
    network.start(bob);
    network.step(alice, new Event.DialWanted(bob.listening));
    network.release(alice.listening);
    network.release(bob.listening);
  }

  /**
   * The node loses its power, so that nobody is told, and has it again; it is yet to be started.
   */
  private Node restarted(Node node, int number) {
    node.far.clear();
    alice.far.clear();
    network.step(node, new Event.StopWanted());
    return knowingAlice(number, node.listening.toString());
  }

  private Node knowingAlice(int number, String address) {
    HostAndPort seed = HostAndPort.parse(ALICE_AT).orElseThrow();
    return network.node(number, address, config -> config.withSeeds(List.of(seed)));
  }

  /** A number that gives Bob a higher id than Alice's, or a lower one. */
  private int bobNumber(boolean isAliceLower) {
    return IntStream.range(2, 100)
        .filter(number -> {
          byte[] secret = new byte[Identity.SECRET_BYTES];
          secret[0] = (byte) number;
          int order = alice.identity.nodeId().compareTo(Identity.of(secret).nodeId());
          return order < 0 == isAliceLower;
        })
        .findFirst()
        .orElseThrow();
  }

  /** Whether the one session that {@code node} has was dialled by it. */
  private static boolean isDialledBy(Node node) {
    PeerAddress dialled = node.far.values().iterator().next().dialled();
    return !dialled.equals(node.listening);
  }

  private long closed(ConnectionId connection) {
    return alice.effects.stream()
        .filter(
            effect -> effect instanceof Effect.Close close && close.connection().equals(connection))
        .count();
  }
}
