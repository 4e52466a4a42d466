package network.vision.gossip;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import network.vision.gossip.TestNetwork.Node;
import network.vision.protocol.HostAndPort;
import network.vision.protocol.IpAddress;
import network.vision.protocol.Message;
import network.vision.protocol.PeerAddress;
import network.vision.protocol.PeerRecord;
import org.junit.jupiter.api.Test;

/** When a peer is dialled again, and where it is not. */
class DialerTest {

  private static final PeerAddress ALICE_AT = at("127.0.0.1:7072");
  private static final IpAddress SPEAKER = IpAddress.ofIpv4(0x30010001);

  private final TestNetwork network = new TestNetwork();
  private final Node alice = network.node(1, ALICE_AT.toString(), config -> config);
  private final Node bob = knowingAlice(2, "127.0.0.2:7201");
  private final Node carol = knowingAlice(3, "127.0.0.3:7301");

  @Test
  void whoNeededOurPlaceForOthersIsLeftAloneForTenMinutes() {
    Stream.of(alice, bob, carol).forEach(network::start);
    network.pass(Duration.ofMinutes(1));
    bob.effects.clear();

    network.hold(bob.listening);
    network.step(
        bob, new Event.MessageArrived(bob.connectionTo(carol), new Message.Disconnect("evicted")));
    network.pass(Duration.ofMinutes(10));

    assertThat(bob.dialled()).doesNotContain(carol.listening);
    network.pass(Duration.ofMinutes(11));
    assertThat(bob.dialled()).contains(carol.listening);
  }

  @Test
  void whoSoonClosesIsNotDialledInTheSameMoment() {
    Stream.of(alice, bob).forEach(network::start);
    network.pass(Duration.ofMillis(1));
    bob.effects.clear();

    ConnectionId connection = bob.connectionTo(alice);
    bob.far.clear();
    alice.far.clear();
    network.hold(bob.listening);
    network.step(bob, new Event.ConnectionClosed(connection, "reset"));
    network.pass(Duration.ofMillis(900));

    assertThat(bob.dialled()).isEmpty();
    network.pass(Duration.ofSeconds(15));
    assertThat(bob.dialled()).contains(ALICE_AT);
  }

  @Test
  void noFeelerGoesWhereThePeersOwnWordHasReplacedWhatWasHeardUntilThatWordFailsThreeTimes() {
    Core core = TestSessions.core(new SplittableRandom(1));
    Now now = network.now();
    PeerAddress heard = at("20.1.0.1:7201");
    PeerAddress said = at("20.1.0.1:7999");
    String genesis = core.local().profile().genesisHash();
    Claims claims = new Claims(genesis, core.book(), core.policy(), core.out());
    PeerRecord record = PeerRecord.sign(bob.identity, genesis, 1, List.of(said));

    core.book()
        .enter(
            now,
            bob.identity.nodeId(),
            heard,
            Provenance.GOSSIP,
            SPEAKER,
            now.wall().getEpochSecond());
    claims.record(now, record, SPEAKER);

    for (int i = 0; i < 100; i++) {
      Optional<BookAddress> unproven = new Candidates(core).unproven(now, (_, _) -> true);
      assertThat(unproven).map(entry -> entry.address).contains(said);
    }
    BookAddress claimed = core.book().at(said).orElseThrow();
    IntStream.range(0, 3).forEach(_ -> core.book().failed(now, claimed, DialFailure.REFUSED, 1));
    assertThat(new Candidates(core).unproven(now, (_, entry) -> entry != claimed))
        .map(entry -> entry.address)
        .contains(heard);
  }

  @Test
  void anUnprovenAddressIsTriedEveryTwoMinutes() {
    Node lonely = network.node(4, "127.0.0.4:7401", DialerTest::withoutOutbound);
    List<KnownPeer> heardOf =
        IntStream.range(1, 200).mapToObj(i -> heardOf(at("127.0.1." + i + ":7072"))).toList();
    network.step(lonely, new Event.PeersLoaded(heardOf, 0));
    network.start(lonely);

    network.pass(Duration.ofMinutes(40));

    assertThat(lonely.dialled()).doesNotHaveDuplicates().hasSizeBetween(16, 25);
  }

  @Test
  void withoutANetworkALargeBookIsNotDialledThroughInAMinute() {
    Node lonely = network.node(4, "127.0.0.4:7401", config -> config);
    List<KnownPeer> heardOf =
        IntStream.range(0, 5_000)
            .mapToObj(i -> heardOf(at("127." + (1 + i / 250) + ".1." + (1 + i % 250) + ":7072")))
            .toList();
    network.step(lonely, new Event.PeersLoaded(heardOf, 0));
    network.start(lonely);

    network.pass(Duration.ofMinutes(1));

    assertThat(lonely.dialled()).hasSizeBetween(100, 64 + 60 * 16 + 1);
  }

  @Test
  void aPeerWhoseProofIsAboutToComeIsNotLookedAt() {
    network.start(alice);
    network.hold(ALICE_AT);
    network.start(bob);
    network.step(alice, firstHandshake(bob, 101));

    network.pass(Duration.ofMillis(Session.PROOF_MILLIS - 1));
    assertThat(alice.dialled()).doesNotContain(bob.listening);

    network.pass(Duration.ofSeconds(5));
    assertThat(alice.dialled()).contains(bob.listening);
  }

  @Test
  void aPeerWhoseConnectionEndsBeforeItsProofCameIsLookedAt() {
    network.start(alice);
    network.hold(ALICE_AT);
    network.start(bob);
    network.step(alice, firstHandshake(bob, 101));

    network.step(alice, new Event.ConnectionClosed(new ConnectionId(101), "reset"));
    network.pass(Duration.ofSeconds(2));

    assertThat(alice.dialled()).contains(bob.listening);
  }

  /** What the first dial of {@code node} says, come in as a connection of that number. */
  private static Event firstHandshake(Node node, long connection) {
    Effect.Dial dial =
        node.effects.stream()
            .filter(Effect.Dial.class::isInstance)
            .map(Effect.Dial.class::cast)
            .findFirst()
            .orElseThrow();
    return new Event.HandshakeArrived(
        new ConnectionId(connection),
        Direction.INBOUND,
        new PeerAddress(node.ip, 50_000),
        dial.version(),
        dial.ours());
  }

  private KnownPeer heardOf(PeerAddress address) {
    KnownAddress known =
        new KnownAddress(
            address, Provenance.GOSSIP, null, network.now().wall(), null, null, null, 0);
    return new KnownPeer(
        null,
        "",
        "",
        "",
        "",
        null,
        null,
        null,
        null,
        null,
        KnownStanding.BLAMELESS,
        false,
        List.of(known));
  }

  private static GossipConfig withoutOutbound(GossipConfig config) {
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
        config.feelerInterval(),
        config.newBuckets(),
        config.triedBuckets());
  }

  private Node knowingAlice(int number, String address) {
    HostAndPort seed = HostAndPort.parse(ALICE_AT.toString()).orElseThrow();
    return network.node(number, address, config -> config.withSeeds(List.of(seed)));
  }

  private static PeerAddress at(String address) {
    return PeerAddress.parse(address).orElseThrow();
  }
}
