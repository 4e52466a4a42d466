package network.vision.gossip;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import network.vision.gossip.TestNetwork.Node;
import network.vision.protocol.HostAndPort;
import network.vision.protocol.PeerAddress;
import org.junit.jupiter.api.Test;

/** What is told of seeds. */
class SeedsTest {

  private static final String ALICE_AT = "127.0.0.1:7201";
  private static final HostAndPort NAMED = new HostAndPort("seed.example.org", 7201);

  private final TestNetwork network = new TestNetwork();

  @Test
  void aSeedThatFailsIsToldEachTimeWithItsCauseAndHowOften() {
    Node bob = bob(seed(ALICE_AT));

    network.start(bob);
    network.pass(Duration.ofSeconds(20));

    assertThat(told(bob))
        .startsWith(
            new Notice.SeedFailed(seed(ALICE_AT), DialFailure.REFUSED, 1),
            new Notice.SeedFailed(seed(ALICE_AT), DialFailure.REFUSED, 2));
    assertThat(row(bob).failures()).isGreaterThan(1);
    assertThat(row(bob).failure()).isEqualTo(DialFailure.REFUSED);
    assertThat(row(bob).lastFailure()).isNotNull();
    assertThat(row(bob).lastSuccess()).isNull();
  }

  @Test
  void aSeedThatAnswersAgainIsToldOnce() {
    Node bob = bob(seed(ALICE_AT));
    network.start(bob);
    Node alice = network.node(1, ALICE_AT, config -> config);
    network.start(alice);

    network.pass(Duration.ofMinutes(5));

    assertThat(told(bob))
        .containsExactly(
            new Notice.SeedFailed(seed(ALICE_AT), DialFailure.REFUSED, 1),
            new Notice.SeedAnswered(seed(ALICE_AT), at(ALICE_AT), 1));
    assertThat(row(bob).failures()).isZero();
    assertThat(row(bob).failure()).isNull();
    assertThat(row(bob).lastSuccess()).isNotNull();
  }

  @Test
  void aSeedThatAnswersOnlyAtTheOtherPortHasNotFailed() {
    Node alice = network.node(1, "127.0.0.1:7072", config -> config);
    Node bob = bob(seed("127.0.0.1:7070"));

    network.start(alice);
    network.start(bob);
    network.pass(Duration.ofMinutes(2));

    assertThat(told(bob))
        .containsExactly(new Notice.SeedAnswered(seed("127.0.0.1:7070"), at("127.0.0.1:7072"), 0));
    assertThat(row(bob).addresses()).containsExactly(at("127.0.0.1:7070"), at("127.0.0.1:7072"));
  }

  @Test
  void aNameWithoutAnAddressIsAFailureOfItsOwnKind() {
    Node bob = bob(NAMED);
    network.start(bob);

    network.step(bob, new Event.SeedResolved(NAMED, List.of()));

    assertThat(told(bob)).containsExactly(new Notice.SeedFailed(NAMED, null, 1));
  }

  @Test
  void aNameFailsOnlyWhenAllItsAddressesDo() {
    Node bob = bob(NAMED);
    network.start(bob);
    Node alice = network.node(1, ALICE_AT, config -> config);
    network.start(alice);

    network.step(bob, new Event.SeedResolved(NAMED, List.of(at("127.0.0.1:7299"), at(ALICE_AT))));

    assertThat(told(bob)).containsExactly(new Notice.SeedAnswered(NAMED, at(ALICE_AT), 0));
  }

  @Test
  void aSeedThatNobodyNeedsIsStillLookedAtOnceADay() {
    Node alice = network.node(1, ALICE_AT, SeedsTest::diallingNobody);
    Node bob =
        network.node(
            2,
            "127.0.0.1:7202",
            config -> diallingNobody(config.withSeeds(List.of(seed(ALICE_AT)))));
    network.start(alice);
    network.start(bob);
    network.pass(Duration.ofMinutes(1));
    network.shut(alice);

    for (int hours = 0; hours < 30; hours += 5) {
      network.pass(Duration.ofHours(5));
    }

    assertThat(told(bob))
        .containsExactly(
            new Notice.SeedAnswered(seed(ALICE_AT), at(ALICE_AT), 0),
            new Notice.SeedFailed(seed(ALICE_AT), DialFailure.REFUSED, 1));
  }

  private static GossipConfig diallingNobody(GossipConfig config) {
    return new GossipConfig(
        0,
        config.maxInbound(),
        config.isPrivateAllowed(),
        config.seeds(),
        config.peers(),
        config.advertised(),
        config.pingInterval(),
        config.pingTimeout(),
        config.gossipInterval(),
        Duration.ofDays(365),
        config.newBuckets(),
        config.triedBuckets());
  }

  @Test
  void seedsThatAreChosenLaterAreAskedAndOthersForgotten() {
    Node alice = network.node(1, ALICE_AT, config -> config);
    Node bob = bob(seed("127.0.0.1:7299"));
    network.start(alice);
    network.start(bob);
    network.pass(Duration.ofSeconds(1));

    network.step(bob, new Event.SeedsChosen(List.of(seed(ALICE_AT))));

    assertThat(told(bob)).endsWith(new Notice.SeedAnswered(seed(ALICE_AT), at(ALICE_AT), 0));
    assertThat(bob.gossip.summary(network.now()).seeds())
        .extracting(GossipView.SeedRow::seed)
        .containsExactly(seed(ALICE_AT));
  }

  private Node bob(HostAndPort seed) {
    return network.node(2, "127.0.0.1:7202", config -> config.withSeeds(List.of(seed)));
  }

  private GossipView.SeedRow row(Node node) {
    return node.gossip.summary(network.now()).seeds().getFirst();
  }

  private static List<Notice> told(Node node) {
    return node.notices.stream()
        .flatMap(notice ->
            notice instanceof Notice.SeedFailed || notice instanceof Notice.SeedAnswered
                ? Stream.of(notice)
                : Stream.empty())
        .toList();
  }

  private static HostAndPort seed(String text) {
    return HostAndPort.parse(text).orElseThrow();
  }

  private static PeerAddress at(String text) {
    return PeerAddress.parse(text).orElseThrow();
  }
}
