package network.vision.gossip;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import network.vision.protocol.GossipPeer;
import network.vision.protocol.Identity;
import network.vision.protocol.IpAddress;
import network.vision.protocol.Message;
import network.vision.protocol.NodeId;
import network.vision.protocol.PeerAddress;
import network.vision.protocol.PeerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of what others say of others. */
class HearsayTest {

  private static final Now NOW = new Now(0, TestNetwork.T0);
  private static final long NOW_SECONDS = NOW.wall().getEpochSecond();
  private static final IpAddress MALLORY = IpAddress.ofIpv4(0x30010001);
  private static final PeerAddress OURS = at("20.0.0.1:7072");

  private final Core core = TestSessions.core(new SplittableRandom(1));
  private final Reachability reachability = new Reachability(core);
  private final Exchange exchange = new Exchange(core, reachability);
  private final String genesis = core.local().profile().genesisHash();
  private final Claims claims = new Claims(genesis, core.book(), core.policy(), core.out());
  private final Hearsay hearsay = new Hearsay(core, claims, reachability);
  private final Session speaker = TestSessions.with(1, Direction.OUTBOUND, MALLORY, NOW);

  @Test
  void oneConnectionChangesTheBookAThousandTimesAtOnceAndThenOnceInTenSeconds() {
    assertThat(taken(NOW, 0, 1_500)).isEqualTo(1_000);
    assertThat(taken(later(Duration.ofSeconds(99)), 2_000, 100)).isEqualTo(9);
    assertThat(taken(later(Duration.ofDays(1)), 3_000, 1_500)).isEqualTo(1_000);
  }

  @Test
  void whoWasAskedMaySayAThousandMore() {
    exchange.began(NOW, speaker);

    assertThat(taken(NOW, 0, 3_000)).isEqualTo(2_000);
  }

  @Test
  void whatIsKnownAlreadyCostsNothing() {
    assertThat(taken(NOW, 0, 50)).isEqualTo(50);

    for (int i = 0; i < 100; i++) {
      assertThat(hear(NOW, strangers(0, 50)).known).isPositive();
    }

    assertThat(taken(NOW, 100, 2_000)).isEqualTo(950);
  }

  @Test
  void aPeersWordAboutItselfHasABucketOfItsOwn() {
    byte[] secret = new byte[Identity.SECRET_BYTES];
    secret[0] = 2;
    Identity bob = Identity.of(secret);
    Session bobs = TestSessions.with(bob.nodeId(), at("40.7.0.1:7072"), NOW);
    hear(NOW, bobs, strangers(0, 1_500));

    for (int sequence = 1; sequence <= 10; sequence++) {
      assertThat(hear(NOW, bobs, List.of(ownWord(bob, sequence))).accepted).isOne();
    }

    assertThat(hear(NOW, bobs, List.of(ownWord(bob, 11))).refused)
        .containsExactly(GossipRefusal.RATE);
    assertThat(hear(later(Duration.ofSeconds(11)), bobs, List.of(ownWord(bob, 12))).accepted)
        .isOne();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "10.0.0.1",
        "172.16.0.1",
        "192.168.1.1",
        "127.0.0.1",
        "100.64.0.1",
        "169.254.1.1",
        "192.0.2.1",
        "198.18.0.1",
        "224.0.0.1",
        "240.0.0.1",
        "0.0.0.0",
        "::ffff:10.0.0.1",
        "::1",
        "fc00::1",
        "fe80::1",
        "ff02::1",
        "2001:db8::1",
        "2002:a00:1::1"
      })
  void oneBadAddressIsRefusedAndNeverCostsTheGoodOnes(String bad) {
    PeerAddress address = new PeerAddress(IpAddress.parse(bad).orElseThrow(), 7072);

    Hearsay.Result result =
        hear(
            NOW,
            List.of(about(1, at("20.1.0.1:7072")), about(2, address), about(3, at("20.3.0.1:1"))));

    assertThat(result.accepted).isEqualTo(2);
    assertThat(result.refused).containsExactly(GossipRefusal.NOT_PUBLIC);
    assertThat(core.book().at(address)).isEmpty();
  }

  @Test
  void weAreRecognisedByIdAndByAddress() {
    reachability.listeningStarted(NOW, List.of(OURS));
    NodeId own = core.local().identity().nodeId();

    Hearsay.Result result =
        hear(NOW, List.of(about(1, OURS), about(own, at("20.9.0.1:7072"), NOW_SECONDS)));

    assertThat(result.refused).containsExactly(GossipRefusal.SELF, GossipRefusal.SELF);
    assertThat(core.book().size()).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "-60, -7260",
    "0, -7200",
    "60, -7200",
    "3600, -432000",
    "4611686018427387904, -432000",
    "-2591000, -2598200",
    "-2593000, -432000"
  })
  void aTimeOfHearsayIsMadeOlderAndAWrongOneFiveDaysOld(long said, long believed) {
    hear(NOW, List.of(about(new NodeId("bob"), at("20.1.0.1:7072"), NOW_SECONDS + said)));

    assertThat(core.book().at(at("20.1.0.1:7072")).orElseThrow().lastHeardSeconds - NOW_SECONDS)
        .isEqualTo(believed);
  }

  @Test
  void anAddressWithoutAPortIsMarkedAsAnAssumption() {
    GossipPeer silent = about(1, at("20.1.0.1:7070"), false);

    hear(NOW, List.of(silent, about(2, at("20.2.0.1:7070"))));

    assertThat(core.book().at(at("20.1.0.1:7070")).orElseThrow().provenance)
        .isEqualTo(Provenance.DEFAULT);
    assertThat(core.book().at(at("20.2.0.1:7070")).orElseThrow().provenance)
        .isEqualTo(Provenance.GOSSIP);
  }

  /** How many of {@code count} strangers cost the speaker something, in the book or not. */
  private int taken(Now now, int first, int count) {
    Hearsay.Result result = hear(now, strangers(first, count));
    return count - (int) result.refused.stream().filter(GossipRefusal.RATE::equals).count();
  }

  private Hearsay.Result hear(Now now, List<GossipPeer> peers) {
    return hear(now, speaker, peers);
  }

  private Hearsay.Result hear(Now now, Session session, List<GossipPeer> peers) {
    return hearsay.gossip(now, session, new Message.PeerGossip("", peers, NOW_SECONDS));
  }

  private static List<GossipPeer> strangers(int first, int count) {
    IntFunction<PeerAddress> where =
        i -> new PeerAddress(IpAddress.ofIpv4(0x14000001 + (i << 12)), 7072);
    return IntStream.range(first, first + count).mapToObj(i -> about(i, where.apply(i))).toList();
  }

  private GossipPeer ownWord(Identity bob, long sequence) {
    PeerAddress address = at("40.7.0.1:7072");
    return told(
        bob.nodeId(),
        address,
        NOW_SECONDS,
        true,
        PeerRecord.sign(bob, genesis, sequence, List.of(address)));
  }

  private static GossipPeer about(int number, PeerAddress address) {
    return about(number, address, true);
  }

  private static GossipPeer about(int number, PeerAddress address, boolean isPortStated) {
    return told(new NodeId("stranger-" + number), address, NOW_SECONDS, isPortStated, null);
  }

  private static GossipPeer about(NodeId id, PeerAddress address, long lastSeenSeconds) {
    return told(id, address, lastSeenSeconds, true, null);
  }

  private static GossipPeer told(
      NodeId id,
      PeerAddress address,
      long lastSeenSeconds,
      boolean isPortStated,
      @Nullable PeerRecord record) {
    return new GossipPeer(
        id,
        "",
        "",
        address,
        isPortStated,
        "constellation",
        lastSeenSeconds,
        "good",
        true,
        true,
        null,
        null,
        record);
  }

  private static Now later(Duration by) {
    return new Now(by.toMillis(), NOW.wall().plus(by));
  }

  private static PeerAddress at(String address) {
    return PeerAddress.parse(address).orElseThrow();
  }
}
