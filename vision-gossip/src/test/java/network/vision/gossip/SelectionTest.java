package network.vision.gossip;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import network.vision.protocol.GossipPeer;
import network.vision.protocol.IpAddress;
import network.vision.protocol.NodeId;
import network.vision.protocol.PeerAddress;
import network.vision.protocol.ReputationTier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What one who asks learns of the book. */
class SelectionTest {

  /** At noon, so that the day is another one before what was reached is too old. */
  private static final Now NOW = new Now(0, TestNetwork.T0.plus(Duration.ofHours(12)));

  private static final Now TOMORROW = later(Duration.ofDays(1));
  private static final IpAddress MALLORY = IpAddress.ofIpv4(0x30010001);

  private final Core core = TestSessions.core(new SplittableRandom(1));
  private final Selection selection = new Selection(core, new Reachability(core));
  private int sessions;

  @Test
  void anAnswerHasFiftyEntriesAtMost() {
    reachSome(NOW, 1_000);

    assertThat(selection.peers(NOW, asker(MALLORY))).hasSize(50);
    assertThat(selection.addresses(NOW, asker(MALLORY))).hasSize(50);
    assertThat(selection.exchanged(NOW, asker(MALLORY))).hasSize(16);
  }

  @ParameterizedTest
  @CsvSource({"200, 200, 200", "600, 210, 300", "1_000, 210, 300", "4_000, 840, 1_000"})
  void aGroupThatAsksAllDayLearnsOfItsPartOnly(String known, String atLeast, String atMost) {
    reachSome(NOW, number(known));

    assertThat(learned(NOW, MALLORY, 400)).hasSizeBetween(number(atLeast), number(atMost));
  }

  @Test
  void aSecondAskerOfAGroupLearnsNothingMore() {
    reachSome(NOW, 2_000);
    Set<NodeId> first = learned(NOW, MALLORY, 600);

    Set<NodeId> second = learned(NOW, IpAddress.ofIpv4(0x3001abcd), 100);

    second.removeAll(first);
    assertThat(second).hasSizeLessThan(first.size() / 20);
  }

  @Test
  void anotherGroupAndAnotherDayHaveAnotherPart() {
    reachSome(NOW, 2_000);
    Set<NodeId> first = learned(NOW, MALLORY, 400);

    for (Set<NodeId> other :
        List.of(
            learned(NOW, IpAddress.ofIpv4(0x30020001), 400),
            learned(later(Duration.ofHours(23)), MALLORY, 400))) {
      int all = other.size();
      other.removeAll(first);
      assertThat(other).hasSizeGreaterThan(all / 2);
    }
  }

  @Test
  void whatWasOnlyHeardOfIsToldToNobody() {
    enter(1, IpAddress.ofIpv4(0x09090909));

    assertThat(selection.peers(NOW, asker(MALLORY))).isEmpty();
  }

  @Test
  void whatWasNotReachedForADayOrHasFailedSinceIsToldToNobody() {
    reachSome(NOW, 2);
    BookAddress failed = core.book().at(address(1)).orElseThrow();
    core.book().failed(NOW, failed, DialFailure.REFUSED, 0);

    assertThat(selection.addresses(NOW, asker(MALLORY))).containsExactly(address(0));
    assertThat(selection.addresses(TOMORROW, asker(MALLORY))).isEmpty();
  }

  @Test
  void aGraylistedPeerIsToldToNobody() {
    reachSome(NOW, 2);
    Session guest = TestSessions.with(1_000_001, Direction.INBOUND, address(0).ip(), NOW);
    core.standing().blame(NOW, guest, Misdeed.BAD_PROOF);

    assertThat(selection.addresses(NOW, asker(MALLORY))).containsExactly(address(1));
  }

  @Test
  void anEntryCarriesOurOpinionOfThePeer() {
    reachSome(NOW, 1);

    assertThat(selection.peers(NOW, asker(MALLORY)))
        .singleElement()
        .matches(told -> told.reputationTier().equals(ReputationTier.GOOD.wireName()))
        .matches(GossipPeer::isReachable)
        .matches(told -> !told.isVerified());
  }

  private Set<NodeId> learned(Now now, IpAddress from, int times) {
    Set<NodeId> learned = new HashSet<>();
    Session asker = asker(from);
    for (int i = 0; i < times; i++) {
      selection.peers(now, asker).forEach(told -> learned.add(told.nodeId()));
    }
    return learned;
  }

  private void reachSome(Now now, int count) {
    for (int i = 0; i < count; i++) {
      core.book().reached(now, enter(i, null), id(i));
    }
  }

  private BookAddress enter(int index, IpAddress heardFrom) {
    return java.util.Objects.requireNonNull(
        core.book()
            .enter(
                NOW,
                id(index),
                address(index),
                Provenance.GOSSIP,
                heardFrom,
                NOW.wall().getEpochSecond()));
  }

  private Session asker(IpAddress from) {
    return TestSessions.with(1_000_000 + ++sessions, Direction.INBOUND, from, NOW);
  }

  private static NodeId id(int index) {
    return new NodeId("known-" + index);
  }

  private static PeerAddress address(int index) {
    return new PeerAddress(IpAddress.ofIpv4(0x14000001 + (index << 12)), 20_000 + index);
  }

  private static Now later(Duration by) {
    return new Now(by.toMillis(), NOW.wall().plus(by));
  }

  private static int number(String text) {
    return Integer.parseInt(text.replace("_", ""));
  }
}
