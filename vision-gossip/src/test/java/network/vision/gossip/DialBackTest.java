package network.vision.gossip;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import network.vision.gossip.TestNetwork.Node;
import network.vision.protocol.DialBackOutcome;
import network.vision.protocol.HostAndPort;
import network.vision.protocol.Message;
import network.vision.protocol.PeerAddress;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Peers that dial each other back, and what a node makes of it. */
class DialBackTest {

  private static final String BOB_AT = "9.9.0.1:7201";
  private static final Duration SOON = Duration.ofSeconds(10);
  private static final Duration HOUR = Duration.ofMinutes(62);

  private final TestNetwork network = new TestNetwork();

  @Test
  void whoIsDialledBackKnowsThatItIsReachedAndSoDoesTheProber() {
    List<Node> others = publicNodes(1);
    Node bob = seeded(others);

    network.pass(SOON);

    assertThat(reach(bob).isConfirmed()).isTrue();
    assertThat(reach(bob).findings())
        .extracting(ReachView.Finding::outcome)
        .containsExactly(DialBackOutcome.REACHED);
    assertThat(bob.gossip.summary(network.now()).advertisedReason())
        .isEqualTo("address of this machine, confirmed by a dial-back");
    assertThat(others.getFirst().known(bob, network.now()).addresses())
        .singleElement()
        .matches(address -> address.isReached() && address.address().equals(at(BOB_AT)));
  }

  @Test
  void anAddressWhereNobodyGetsThroughIsWithdrawnAfterAnHour() {
    List<Node> others = publicNodes(4);
    Node bob = shut(others);

    network.pass(Duration.ofMinutes(59));
    PeerAddress before = bob.gossip.summary(network.now()).advertised();
    network.pass(Duration.ofMinutes(3));

    assertThat(before).isEqualTo(at(BOB_AT));
    assertThat(reach(bob)).matches(ReachView::isWithdrawn).matches(reach -> reach.port() == 0);
    assertThat(bob.gossip.summary(network.now()).advertised()).isNull();
    assertThat(others)
        .allSatisfy(other -> assertThat(other.known(bob, network.now()).addresses()).isEmpty());
  }

  @Test
  void aWithdrawnAddressIsAskedAboutHourlyAndComesBackWithTheFirstWhoGetsThrough() {
    Node bob = shut(publicNodes(4));
    network.pass(HOUR.multipliedBy(2));
    assertThat(reach(bob).isWithdrawn()).isTrue();

    network.open(bob);
    network.pass(HOUR);

    assertThat(reach(bob).isWithdrawn()).isFalse();
    assertThat(bob.gossip.summary(network.now()).advertised()).isEqualTo(at(BOB_AT));
  }

  @Test
  void theWordOfTwoGroupsWithdrawsNothing() {
    Node bob = shut(publicNodes(2));

    network.pass(HOUR.multipliedBy(4));

    assertThat(reach(bob).isWithdrawn()).isFalse();
    assertThat(bob.gossip.summary(network.now()).advertised()).isEqualTo(at(BOB_AT));
  }

  @Test
  void whatTheOperatorSetIsNeverWithdrawn() {
    Node bob = bob(publicNodes(4), at("9.9.0.1:7999"));
    network.start(bob);

    network.pass(HOUR.multipliedBy(2));

    assertThat(reach(bob).findings())
        .extracting(ReachView.Finding::outcome)
        .contains(DialBackOutcome.FAILED);
    assertThat(bob.gossip.summary(network.now()).advertised()).isEqualTo(at("9.9.0.1:7999"));
  }

  @Test
  void aPeerThatSaysItCameAndDidNotIsNotBelieved() {
    Node alice = publicNodes(1).getFirst();
    Node bob = shut(List.of(alice));
    network.pass(Duration.ofMillis(2_500));
    Message.DialBack asked =
        (Message.DialBack)
            said(bob).stream().filter(Message.DialBack.class::isInstance).findFirst().orElseThrow();

    network.step(
        bob,
        new Event.MessageArrived(
            bob.connectionTo(alice),
            new Message.DialBackResult(asked.nonce(), DialBackOutcome.REACHED, at(BOB_AT), "")));

    assertThat(reach(bob).isConfirmed()).isFalse();
  }

  @Test
  void whoDoesNotListTheFeatureIsNeitherAskedNorServed() {
    Node old = network.node(3, "8.1.0.1:7070", config -> config, false);
    network.start(old);
    Node bob = seeded(List.of(old));
    network.pass(SOON);

    network.step(
        bob, new Event.MessageArrived(bob.connectionTo(old), new Message.DialBack(1, 7070)));
    network.pass(SOON);

    assertThat(said(bob)).noneMatch(DialBackTest::isOfDialBack);
    assertThat(probes(bob)).isEmpty();
  }

  @Test
  void noRequestMakesANodeKnockAtAnotherDoorThanTheAskers() {
    SplittableRandom random = new SplittableRandom(6);
    List<Node> askers = new ArrayList<>(publicNodes(3));
    Node prober = seeded(askers);
    network.pass(SOON);
    Map<PeerAddress, Long> last = new HashMap<>();
    int count = 0;

    for (int i = 0; i < 500; i++) {
      prober.effects.clear();
      Node asker = askers.get(random.nextInt(askers.size()));
      int port = random.nextInt(4) == 0 ? random.nextInt(1, 65_536) : random.nextInt(1_000, 9_000);
      network.step(
          prober,
          new Event.MessageArrived(
              prober.connectionTo(asker), new Message.DialBack(random.nextLong(), port)));
      network.pass(Duration.ofSeconds(random.nextInt(30)));
      for (PeerAddress probe : probes(prober)) {
        count++;
        long millis = network.now().millis();
        Long before = last.put(probe, millis);
        assertThat(probe.ip()).isIn(askers.stream().map(node -> node.ip).toList());
        assertThat(probe.port()).isGreaterThanOrEqualTo(1_024).isNotIn(3306, 3389, 5432, 6379);
        assertThat(before == null || millis - before >= 3_500_000).as("again so soon").isTrue();
      }
    }
    assertThat(count).isBetween(3, 3 * 4 * 5);
  }

  @Test
  void aNetworkGroupIsDialledBackEightTimesAtOnceAndThenSlowly() {
    Node prober = seeded(List.of());
    List<Node> askers = askers(prober, 12, "8.1.0.%d:7072");
    network.pass(SOON);

    askers.forEach(asker -> askAbout(prober, asker, 7_100, 7_101));
    network.pass(Duration.ofMinutes(1));
    assertThat(probes(prober)).hasSize(8);

    network.pass(Duration.ofMinutes(8));
    askers.forEach(asker -> askAbout(prober, asker, 7_102));
    network.pass(Duration.ofMinutes(1));
    assertThat(probes(prober)).hasSize(9);
  }

  @Test
  void allTogetherAreDialledBackThirtyTwoTimesAtOnceAndThenSlowly() {
    Node prober = seeded(List.of());
    List<Node> askers = askers(prober, 20, "8.%d.0.1:7072");
    network.pass(SOON);

    askers.forEach(asker -> askAbout(prober, asker, 7_100, 7_101, 7_102));
    network.pass(Duration.ofSeconds(50));

    assertThat(probes(prober)).hasSizeBetween(32, 32 + 60 / 5);
  }

  /** Nodes that know nobody but {@code prober}. */
  private List<Node> askers(Node prober, int count, String addresses) {
    HostAndPort seed = HostAndPort.parse(prober.listening.toString()).orElseThrow();
    List<Node> askers =
        IntStream.rangeClosed(1, count)
            .mapToObj(i ->
                network.node(
                    10 + i, addresses.formatted(i), config -> config.withSeeds(List.of(seed))))
            .toList();
    askers.forEach(network::start);
    return askers;
  }

  private void askAbout(Node prober, Node asker, int... ports) {
    for (int port : ports) {
      network.step(
          prober,
          new Event.MessageArrived(prober.connectionTo(asker), new Message.DialBack(port, port)));
    }
  }

  private List<Node> publicNodes(int count) {
    List<Node> nodes =
        IntStream.rangeClosed(1, count)
            .mapToObj(i -> network.node(10 + i, "8." + i + ".0.1:7072", config -> config))
            .toList();
    nodes.forEach(network::start);
    return nodes;
  }

  private Node seeded(List<Node> seeds) {
    Node bob = bob(seeds, null);
    network.start(bob);
    return bob;
  }

  /** Nobody gets through to him. */
  private Node shut(List<Node> seeds) {
    Node bob = bob(seeds, null);
    network.shut(bob);
    network.start(bob);
    return bob;
  }

  private Node bob(List<Node> seeds, @Nullable PeerAddress advertised) {
    List<HostAndPort> addresses =
        seeds.stream()
            .map(node -> HostAndPort.parse(node.listening.toString()).orElseThrow())
            .toList();
    return network.node(
        2,
        BOB_AT,
        config -> config.withPrivateAllowed(false).withSeeds(addresses).withAdvertised(advertised));
  }

  private ReachView reach(Node node) {
    return node.gossip.summary(network.now()).reach().getFirst();
  }

  private static List<Message> said(Node node) {
    return node.effects.stream()
        .filter(Effect.Send.class::isInstance)
        .map(effect -> ((Effect.Send) effect).message())
        .toList();
  }

  private static boolean isOfDialBack(Message message) {
    return message instanceof Message.DialBack || message instanceof Message.DialBackResult;
  }

  /** Where a node dialled because it was asked to. */
  private static List<PeerAddress> probes(Node node) {
    return node.effects.stream()
        .filter(Effect.Dial.class::isInstance)
        .map(Effect.Dial.class::cast)
        .filter(dial -> dial.ours().extensions().dialBack() != null)
        .map(Effect.Dial::address)
        .toList();
  }

  private static PeerAddress at(String text) {
    return PeerAddress.parse(text).orElseThrow();
  }
}
