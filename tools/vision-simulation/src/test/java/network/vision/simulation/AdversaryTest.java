package network.vision.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import network.vision.gossip.BanTarget;
import network.vision.gossip.GossipView;
import network.vision.gossip.KnownAddress;
import network.vision.gossip.KnownPeer;
import network.vision.protocol.GossipPeer;
import network.vision.protocol.IpAddress;
import network.vision.protocol.Message;
import network.vision.protocol.NodeId;
import network.vision.protocol.PeerAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AdversaryTest {

  private static final PeerAddress LAIR = new PeerAddress(AddressPlan.ip(5_000, 7), 29_000);
  private static final int DIALS_AN_HOUR = 20;
  private static final int BURST = 1_000;
  private static final int NEW_SLOTS = 65_536;
  private static final int SECONDS_OF_FLOOD = 10;
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final Simulation simulation = Simulation.ofSize(8, 11, Conditions.measured().asValues());
  private final Census census = new Census(simulation.nodes());

  @Test
  void aFloodOfTenThousandEntriesASecondIsTakenAtBurstAndRateOnly() {
    start();
    // Nobody dials her where she says to be, and so nobody asks her for more.
    Mallory mallory = meetAll(Mask.own(1, LAIR.port() + 1));
    VirtualNode newcomer = simulation.add(8);

    for (int i = 0; i < 1_000; i++) {
      mallory.say(Rumour.strangers(i * 100, 100, n -> AddressPlan.of(20_000 + n)));
      simulation.run(Duration.ofMillis(10));
      if (i == 500) {
        newcomer.start();
      }
    }

    for (VirtualNode node : simulation.nodes()) {
      long taken = node.view().peers().stream().filter(row -> isStranger(row.peer())).count();
      assertThat(taken).isLessThanOrEqualTo(BURST + SECONDS_OF_FLOOD / 10);
    }
    Census all = new Census(simulation.nodes());
    assertThat(simulation.runUntil(all::isComplete, SECOND, MINUTE)).as(all::missing).isPresent();
  }

  @Test
  void aLiarAboutBobsPortIsNotBelieved() {
    start();
    VirtualNode bob = simulation.node(3);
    Mallory mallory = meetAll(Mask.own(1, LAIR.port()));

    for (int i = 0; i < 60; i++) {
      PeerAddress wrong = new PeerAddress(bob.ip(), 21_000 + i);
      mallory.say(Rumour.of(List.of(Rumour.about(bob.id(), wrong))));
      simulation.run(MINUTE);
    }

    assertThat(census.isComplete()).as(census::missing).isTrue();
  }

  @Test
  void aThousandFakeIdsAtOneVictimCauseFewDialsToIt() {
    start();
    IpAddress victim = AddressPlan.ip(6_000, 9);
    Mallory mallory = meetAll(Mask.own(1, LAIR.port()));

    for (int i = 0; i < 30; i++) {
      mallory.say(Rumour.strangers(i * 34, 34, n -> new PeerAddress(victim, 10_000 + n)));
      simulation.run(Duration.ofMinutes(6));
    }

    assertThat(simulation.world().fabric().traffic().dialsTo(victim))
        .isLessThanOrEqualTo(3L * DIALS_AN_HOUR * simulation.nodes().size());
  }

  @Test
  void oneWhoAnswersWithDeadAddressesDoesNotKeepTheOthersApart() {
    Message dead = Rumour.strangers(0, 100, n -> AddressPlan.of(30_000 + n));
    Mallory mallory =
        new Mallory(
            simulation.world(),
            LAIR,
            Mask.own(1, LAIR.port()),
            message -> message instanceof Message.GetPeers ? List.of(dead) : List.of());
    simulation.startAll(SECOND);
    simulation.run(SECOND);
    simulation.nodes().forEach(node -> mallory.dial(node.plan().listening()));

    assertThat(simulation.runUntil(census::isComplete, SECOND, Duration.ofMinutes(10)))
        .as(census::missing)
        .isPresent();
    simulation.run(Duration.ofMinutes(10));
    assertThat(census.fewestSessions()).isGreaterThanOrEqualTo(7);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4})
  void eachNetworkGroupFillsAtMostASixteenthOfTheNewHalfAndNothingOfTheTriedOne(int groups) {
    start();
    VirtualNode victim = simulation.node(2);
    int speakers = 20;

    for (int i = 0; i < speakers * groups; i++) {
      PeerAddress lair = new PeerAddress(AddressPlan.ip(7_000 + i % groups, 1 + i), 29_000);
      int first = i * BURST;
      Mallory mallory = Mallory.quiet(simulation.world(), lair, Mask.own(1 + i, lair.port()));
      mallory.dial(victim.plan().listening());
      simulation.run(SECOND);
      for (int said = 0; said < BURST; said += 100) {
        mallory.say(Rumour.strangers(first + said, 100, AddressPlan::anywhere));
      }
      simulation.run(SECOND);
    }

    List<KnownPeer> invented =
        victim.view().peers().stream()
            .map(GossipView.PeerRow::peer)
            .filter(AdversaryTest::isStranger)
            .toList();
    assertThat(invented)
        .hasSizeBetween(NEW_SLOTS / 32 * groups, NEW_SLOTS / 16 * groups)
        .allMatch(peer -> peer.addresses().stream().noneMatch(KnownAddress::isReached));
  }

  @Test
  void malloryAsBobIsNotLetInOnceBobHasProvedHisKey() {
    start();
    VirtualNode bob = simulation.node(3);
    Mallory mallory =
        Mallory.quiet(simulation.world(), LAIR, Mask.as(bob.identity(), LAIR.port(), true));

    for (int i = 0; i < 20; i++) {
      simulation.nodes().forEach(node -> mallory.dial(node.plan().listening()));
      simulation.run(MINUTE);
    }

    assertThat(mallory.sessions()).isZero();
    assertThat(census.isComplete()).as(census::missing).isTrue();
    assertThat(census.peersOf(bob)).hasSize(7);
  }

  @Test
  void malloryAsBobInVersionThreeIsNotLetInEither() {
    start();
    VirtualNode bob = simulation.node(3);
    Mask mask = Mask.as(bob.identity(), LAIR.port(), false).asDeployed();
    Mallory mallory = Mallory.quiet(simulation.world(), LAIR, mask);

    for (int i = 0; i < 20; i++) {
      simulation.nodes().forEach(node -> mallory.dial(node.plan().listening()));
      simulation.run(MINUTE);
    }

    assertThat(mallory.sessions()).isZero();
    assertThat(census.isComplete()).as(census::missing).isTrue();
    assertThat(census.peersOf(bob)).hasSize(7);
  }

  @Test
  void malloryWhoWasBobFirstDoesNotKeepBobOut() {
    VirtualNode bob = simulation.node(3);
    simulation.nodes().stream().filter(node -> node != bob).forEach(VirtualNode::start);
    simulation.run(MINUTE);
    Mallory mallory =
        Mallory.quiet(simulation.world(), LAIR, Mask.as(bob.identity(), LAIR.port(), false));
    simulation.nodes().forEach(node -> mallory.dial(node.plan().listening()));
    simulation.run(MINUTE);

    bob.start();

    assertThat(simulation.runUntil(census::isComplete, SECOND, Duration.ofMinutes(30)))
        .as(census::missing)
        .isPresent();
    assertThat(census.peersOf(bob)).hasSize(7);
  }

  @Test
  void fakeNodeIdsDisplaceNobody() {
    start();

    for (int i = 0; i < 100; i++) {
      PeerAddress lair = new PeerAddress(AddressPlan.ip(5_000 + i % 20, 7 + i), 29_000 + i);
      Mallory mallory =
          Mallory.quiet(simulation.world(), lair, Mask.named("fake-" + i, lair.port()));
      simulation.nodes().forEach(node -> mallory.dial(node.plan().listening()));
      simulation.run(Duration.ofSeconds(10));
    }

    assertThat(census.isComplete()).as(census::missing).isTrue();
    for (VirtualNode node : simulation.nodes()) {
      assertThat(census.peersOf(node)).hasSizeGreaterThanOrEqualTo(7);
    }
  }

  @Test
  void hearsayOfServicesCausesNoDialToThem() {
    start();
    IpAddress victim = AddressPlan.ip(6_000, 9);
    List<Integer> services =
        List.of(22, 25, 53, 80, 443, 1_023, 3_306, 5_432, 6_379, 8_080, 11_211);
    Mallory mallory = meetAll(Mask.own(1, LAIR.port()));

    for (int i = 0; i < 10; i++) {
      mallory.say(
          Rumour.strangers(
              i * 11, 11, n -> new PeerAddress(victim, services.get(n % services.size()))));
      simulation.run(Duration.ofMinutes(6));
    }

    assertThat(simulation.world().fabric().traffic().dialsTo(victim)).isZero();
  }

  @Test
  void nobodyMakesUsBlameAnother() {
    start();
    Mallory mallory = meetAll(Mask.own(1, LAIR.port()));
    VirtualNode bob = simulation.node(3);

    for (int i = 0; i < 20; i++) {
      mallory.say(Rumour.of(List.of(Rumour.forged(bob.identity(), LAIR, 1L << 50 | i))));
      simulation.run(SECOND);
    }

    for (VirtualNode node : simulation.nodes()) {
      assertThat(node.view().blames()).noneMatch(row -> isHonest(row.target()));
      assertThat(node.view().blames().isEmpty()).isEqualTo(node == bob);
    }
    assertThat(mallory.sessions()).isLessThanOrEqualTo(1);
    assertThat(census.isComplete()).as(census::missing).isTrue();
    assertThat(census.peersOf(bob)).hasSize(7);
  }

  @Test
  void aNodeThatIsToldItsOwnAddressDoesNotDialItselfForLong() {
    start();
    VirtualNode alice = simulation.node(2);
    Mallory mallory = meetAll(Mask.own(1, LAIR.port()));

    for (int i = 0; i < 30; i++) {
      PeerAddress own = alice.plan().listening();
      mallory.say(Rumour.of(List.of(Rumour.about(new NodeId("stranger-" + i), own))));
      simulation.run(MINUTE);
    }

    assertThat(simulation.world().fabric().traffic().selfDials()).isLessThan(10);
    assertThat(census.isComplete()).as(census::missing).isTrue();
  }

  @Test
  void aTimeTravellersWordIsNoFresherThanOthers() {
    start();
    Mallory mallory = meetAll(Mask.own(1, LAIR.port()));
    List<GossipPeer> future =
        IntStream.range(0, 50)
            .mapToObj(i ->
                Rumour.about(
                    new NodeId("stranger-" + i), AddressPlan.of(40_000 + i), Long.MAX_VALUE / 2))
            .toList();

    mallory.say(Rumour.of(future));
    simulation.run(MINUTE);

    for (GossipView.PeerRow row : simulation.node(2).view().peers()) {
      assertThat(Optional.ofNullable(row.peer().lastSeen()).orElse(World.START))
          .isBefore(World.START.plusSeconds(3_600));
    }
  }

  @Test
  void aClockThatStepsBackAnHourAndForwardAgainCostsNoPeer() {
    start();

    simulation.node(2).stepWallClock(Duration.ofHours(-1));
    simulation.run(Duration.ofMinutes(30));
    simulation.node(2).stepWallClock(Duration.ofHours(1));
    simulation.run(Duration.ofMinutes(30));

    assertThat(census.isComplete()).as(census::missing).isTrue();
    assertThat(census.fewestSessions()).isGreaterThanOrEqualTo(7);
  }

  private void start() {
    simulation.startAll(SECOND);
    simulation.run(MINUTE);
    assertThat(census.isComplete()).as(census::missing).isTrue();
  }

  private Mallory meetAll(Mask mask) {
    Mallory mallory = Mallory.quiet(simulation.world(), LAIR, mask);
    simulation.nodes().forEach(node -> mallory.dial(node.plan().listening()));
    simulation.run(SECOND);
    assertThat(mallory.sessions()).isPositive();
    return mallory;
  }

  private boolean isHonest(BanTarget target) {
    String text = target.toString();
    return simulation.nodes().stream()
        .anyMatch(node -> text.contains(node.id().text()) || text.contains(node.ip().toString()));
  }

  private static boolean isStranger(KnownPeer peer) {
    return peer.nodeId() != null && peer.nodeId().text().startsWith("stranger-");
  }
}
