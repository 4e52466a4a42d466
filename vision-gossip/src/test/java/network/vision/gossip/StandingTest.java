package network.vision.gossip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import network.vision.gossip.TestNetwork.Node;
import network.vision.protocol.HostAndPort;
import network.vision.protocol.IpRange;
import network.vision.protocol.Message;
import network.vision.protocol.PeerAddress;
import network.vision.protocol.Refusal;
import network.vision.protocol.ReputationTier;
import org.junit.jupiter.api.Test;

/** What follows from misdeeds, and from the operator's word. */
class StandingTest {

  private static final String ALICE_AT = "127.0.0.1:7072";
  private static final Duration SOON = Duration.ofSeconds(10);

  private final TestNetwork network = new TestNetwork();
  private final Node alice = network.node(1, ALICE_AT, config -> config);

  @Test
  void aNodeThatTheOperatorBansIsGoneAndStaysAwayUntilTheBanEnds() {
    Node bob = joined(2, "127.0.0.2:7201");
    BanTarget target = new BanTarget.Node(bob.identity.nodeId());

    ban(target, Duration.ofMinutes(10));

    assertThat(isConnected(bob)).isFalse();
    assertThat(view().summary().bans()).extracting(Ban::target).containsExactly(target);
    network.pass(Duration.ofMinutes(9));
    assertThat(isConnected(bob)).isFalse();
    network.pass(Duration.ofMinutes(40));
    assertThat(isConnected(bob)).isTrue();
    assertThat(alice.notices).contains(new Notice.BanEnded(target));
    assertThat(alice.effects).contains(new Effect.ForgetBan(target));
  }

  @Test
  void aStoredBanThatIsOverTakesNothingFromOneThatBeganSince() {
    Outbox out = new Outbox();
    Bans bans = new Bans(out);
    BanTarget target = new BanTarget.Node(alice.identity.nodeId());
    Instant now = network.now().wall();
    bans.put(network.now(), new Ban(target, now, now.plusSeconds(60), false, "since"));

    bans.restore(network.now(), new Ban(target, now.minusSeconds(60), now, true, "over"));

    assertThat(bans.of(network.now(), target).map(Ban::reason)).contains("since");
    assertThat(out.take().effects()).noneMatch(Effect.ForgetBan.class::isInstance);
  }

  @Test
  void storedPointsAreAddedToThoseSince() {
    Blames<String> blames = new Blames<>();
    blames.add(network.now(), "bob", Misdeed.BAD_PROOF, 10);

    blames.restore(network.now(), "bob", 40, network.now().wall().minus(Duration.ofHours(1)));

    assertThat(blames.points(network.now(), "bob")).isCloseTo(30, within(0.01));
    assertThat(blames.misdeeds("bob")).hasSize(1);
  }

  @Test
  void aBanOfOneAddressLeavesTheNodeBesideItAlone() {
    Node bob = joined(2, "127.0.0.2:7201");
    Node carol = joined(3, "127.0.0.2:7202");

    ban(new BanTarget.Address(bob.listening), Duration.ofHours(1));
    network.pass(Duration.ofMinutes(5));

    assertThat(isConnected(bob)).isFalse();
    assertThat(isConnected(carol)).isTrue();
  }

  @Test
  void aBanOfARangeHoldsForEverybodyInIt() {
    Node bob = joined(2, "127.0.0.2:7201");
    Node carol = joined(3, "127.0.0.3:7202");
    Node dave = joined(4, "127.0.1.4:7203");

    ban(new BanTarget.Range(IpRange.parse("127.0.0.0/24").orElseThrow()), Duration.ofHours(1));
    network.pass(Duration.ofMinutes(5));

    assertThat(isConnected(bob)).isFalse();
    assertThat(isConnected(carol)).isFalse();
    assertThat(isConnected(dave)).isTrue();
  }

  @Test
  void theOperatorEndsABan() {
    Node bob = joined(2, "127.0.0.2:7201");
    BanTarget target = new BanTarget.Range(IpRange.parse("127.0.0.2").orElseThrow());
    ban(target, Duration.ofDays(300));

    network.step(alice, new Event.UnbanWanted(target));
    network.pass(Duration.ofMinutes(30));

    assertThat(view().summary().bans()).isEmpty();
    assertThat(isConnected(bob)).isTrue();
  }

  @Test
  void theMisdeedsOfAProvenPeerBanItAndNotItsNeighbour() {
    Node bob = joined(2, "127.0.0.2:7201");
    Node carol = joined(3, "127.0.0.2:7202");

    misbehave(bob, 20);
    network.pass(Duration.ofMinutes(5));

    assertThat(isConnected(bob)).isFalse();
    assertThat(isConnected(carol)).isTrue();
    assertThat(view().summary().bans())
        .extracting(Ban::target)
        .containsExactly(new BanTarget.Node(bob.identity.nodeId()));
    assertThat(row(bob).tier()).isEqualTo(ReputationTier.PROBATION);
    assertThat(row(bob).misdeeds())
        .extracting(GossipView.PastMisdeed::misdeed)
        .containsOnly(Misdeed.BAD_MESSAGE);
  }

  @Test
  void aPeerThatWasReachedComesBackThoughItsIpIsBannedForTheMisdeedsOfOthers() {
    Node bob = joined(2, "127.0.0.2:7201");
    Node mallory = network.node(4, "127.0.0.2:7666", StandingTest::seeded, false);
    network.start(mallory);
    network.pass(SOON);
    misbehave(mallory, 20);
    network.step(bob, new Event.DisconnectWanted(alice.identity.nodeId()));
    Node stranger = network.node(5, "127.0.0.2:7777", StandingTest::seeded);
    network.start(stranger);

    network.pass(Duration.ofMinutes(20));

    assertThat(view().summary().bans())
        .extracting(ban -> ban.target().text())
        .containsExactly("127.0.0.2");
    assertThat(isConnected(bob)).isTrue();
    assertThat(isConnected(mallory)).isFalse();
    assertThat(isConnected(stranger)).isFalse();
  }

  @Test
  void whoClaimsANodesIdWithoutItsKeyEarnsItNoBlame() {
    Node bob = joined(2, "127.0.0.2:7201");
    Effect.Dial asBob =
        bob.effects.stream()
            .filter(Effect.Dial.class::isInstance)
            .map(Effect.Dial.class::cast)
            .findFirst()
            .orElseThrow();

    for (int i = 0; i < 10; i++) {
      ConnectionId connection = new ConnectionId(99_001 + 2 * i);
      network.step(
          alice,
          new Event.HandshakeArrived(
              connection, Direction.INBOUND, at("127.0.0.9:40000"), asBob.version(), asBob.ours()));
      network.step(
          alice,
          new Event.MessageArrived(connection, new Message.ProofOfKey("A".repeat(86) + "==")));
    }
    network.pass(SOON);

    assertThat(isConnected(bob)).isTrue();
    assertThat(view().summary().bans())
        .extracting(ban -> ban.target().text())
        .containsExactly("127.0.0.9");
  }

  @Test
  void pointsAreForgottenWithTime() {
    Node bob = joined(2, "127.0.0.2:7201");
    misbehave(bob, 10);
    assertThat(row(bob).tier()).isEqualTo(ReputationTier.PROBATION);

    network.pass(Duration.ofHours(7));

    assertThat(view().blames()).isEmpty();
    assertThat(row(bob).tier()).isEqualTo(ReputationTier.EXCELLENT);
  }

  @Test
  void bansAndThePointsOfNodesSurviveARestartAndThoseOfAnIpDoNot() {
    Node bob = joined(2, "127.0.0.2:7201");
    misbehave(bob, 10);
    ban(new BanTarget.Range(IpRange.parse("127.0.9.0/24").orElseThrow()), Duration.ofDays(1));
    List<Ban> bans =
        alice.effects.stream()
            .filter(Effect.SaveBan.class::isInstance)
            .map(effect -> ((Effect.SaveBan) effect).ban())
            .toList();
    KnownPeer saved = alice.known(bob, network.now());
    Node again = network.node(6, "127.0.0.6:7206", config -> config);

    network.step(again, new Event.BansLoaded(bans));
    network.step(again, new Event.PeersLoaded(List.of(saved), 0));

    GossipView view = again.gossip.view(network.now());
    assertThat(view.summary().bans()).isEqualTo(bans).hasSize(1);
    assertThat(view().blames()).hasSize(2);
    assertThat(view.blames())
        .singleElement()
        .matches(row -> row.target().equals(new BanTarget.Node(bob.identity.nodeId())))
        .satisfies(row -> assertThat(row.points()).isGreaterThan(40));
  }

  @Test
  void thereIsALimitToTheBansOfTheOperatorAndThoseForMisdeedsMakeRoomForEachOther() {
    Outbox out = new Outbox();
    Bans bans = new Bans(out);
    Now now = network.now();
    for (int i = 0; i < 3_000; i++) {
      BanTarget byHand = new BanTarget.Address(at("10.0.%d.%d:1".formatted(i / 250, i % 250)));
      BanTarget byMisdeed = new BanTarget.Address(at("11.0.%d.%d:1".formatted(i / 250, i % 250)));
      bans.put(now, new Ban(byHand, now.wall(), now.wall().plusSeconds(9), true, ""));
      bans.put(now, new Ban(byMisdeed, now.wall(), now.wall().plusSeconds(i + 1), false, ""));
    }

    assertThat(bans.rows(now)).filteredOn(Ban::isByOperator).hasSize(1_024);
    assertThat(bans.rows(now)).filteredOn(ban -> !ban.isByOperator()).hasSize(1_024);
    assertThat(bans.of(now, at("11.0.11.249:1"))).isPresent();
    assertThat(bans.of(now, at("11.0.0.0:1"))).isEmpty();
  }

  @Test
  void theOperatorsBanOutlivesTheOneForMisdeeds() {
    Node bob = joined(2, "127.0.0.2:7201");
    misbehave(bob, 20);
    ban(new BanTarget.Node(bob.identity.nodeId()), Duration.ofDays(2));

    network.pass(Duration.ofHours(2));

    assertThat(view().summary().bans()).singleElement().matches(Ban::isByOperator);
    assertThat(isConnected(bob)).isFalse();
  }

  @Test
  void theTierRisesWithWhatIsKnownOfAPeerAndFallsWithItsMisdeeds() {
    Node bob = joined(2, "127.0.0.2:7201");
    assertThat(row(bob).tier()).isEqualTo(ReputationTier.EXCELLENT);

    network.pass(Duration.ofDays(1));
    assertThat(row(bob).tier()).isEqualTo(ReputationTier.ELITE);

    misbehave(bob, 1);
    assertThat(row(bob).tier()).isEqualTo(ReputationTier.PROBATION);
  }

  private Node joined(int number, String address) {
    if (alice.effects.isEmpty()) {
      network.start(alice);
    }
    Node node = network.node(number, address, StandingTest::seeded);
    network.start(node);
    network.pass(Duration.ofMinutes(1));
    assertThat(isConnected(node)).isTrue();
    return node;
  }

  private void ban(BanTarget target, Duration duration) {
    network.step(alice, new Event.BanWanted(target, duration, "a test"));
  }

  private void misbehave(Node who, int times) {
    ConnectionId connection = alice.connectionTo(who);
    for (int i = 0; i < times; i++) {
      network.step(alice, new Event.MessageRefused(connection, Refusal.BAD_FIELD));
    }
  }

  private boolean isConnected(Node other) {
    return view().peers().stream()
        .anyMatch(
            row -> row.session() != null && other.identity.nodeId().equals(row.peer().nodeId()));
  }

  private GossipView.PeerRow row(Node other) {
    return view().peers().stream()
        .filter(row -> other.identity.nodeId().equals(row.peer().nodeId()))
        .findFirst()
        .orElseThrow();
  }

  private GossipView view() {
    return alice.gossip.view(network.now());
  }

  private static GossipConfig seeded(GossipConfig config) {
    return config.withSeeds(List.of(HostAndPort.parse(ALICE_AT).orElseThrow()));
  }

  private static PeerAddress at(String address) {
    return PeerAddress.parse(address).orElseThrow();
  }
}
