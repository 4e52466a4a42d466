package network.vision.gossip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;
import network.vision.gossip.TestNetwork.Node;
import network.vision.protocol.GossipPeer;
import network.vision.protocol.Handshake;
import network.vision.protocol.HandshakeVersion;
import network.vision.protocol.HostAndPort;
import network.vision.protocol.Message;
import network.vision.protocol.NodeId;
import network.vision.protocol.PeerAddress;
import org.junit.jupiter.api.Test;

/** A node that runs already while what it knew in its last life is still being read. */
class AwaitedBookTest {

  private static final String ALICE_AT = "127.0.0.1:7072";
  private static final String BOB_AT = "127.0.0.1:7201";
  private static final String CAROL_AT = "127.0.0.1:7301";
  private static final ConnectionId IMPOSTOR = new ConnectionId(99_001);
  private static final Duration SOON = Duration.ofSeconds(10);

  private final TestNetwork network = new TestNetwork();
  private final Node bob = network.node(2, BOB_AT, config -> config);
  private final BanTarget bobsId = new BanTarget.Node(bob.identity.nodeId());
  private final Node carol = network.node(3, CAROL_AT, seededBy(BOB_AT));

  @Test
  void nothingIsSavedOrForgottenBeforeTheBookIsKnown() {
    network.start(bob);
    network.start(carol);
    Node alice = awaiting();

    network.pass(SOON);

    assertThat(alice.notices).hasAtLeastOneElementOfType(Notice.PeerConnected.class);
    assertThat(alice.effects)
        .noneMatch(effect -> effect instanceof Effect.Save || effect instanceof Effect.Forget);

    network.step(alice, new Event.PeersLoaded(List.of(), 0));

    assertThat(alice.effects)
        .filteredOn(Effect.Save.class::isInstance)
        .extracting(effect -> ((Effect.Save) effect).peer().nodeId())
        .contains(bob.identity.nodeId());
  }

  @Test
  void whatWasHeardBeforeTheBookIsKnownIsTakenInAfterwards() {
    network.start(bob);
    network.start(carol);
    network.pass(SOON);
    Node alice = awaiting();
    network.pass(SOON);
    assertThat(alice.dialled()).containsOnly(at(BOB_AT));

    network.step(alice, new Event.PeersLoaded(List.of(), 0));
    network.pass(Duration.ofSeconds(1));

    assertThat(alice.dialled()).containsOnly(at(BOB_AT), at(CAROL_AT));
    assertThat(known(alice, bob).addresses().getFirst().isReached()).isTrue();
    assertThat(known(alice, bob).provenKey()).isNotNull();
  }

  @Test
  void whoTakesAProvenIdBeforeTheBookIsKnownHasToGoWhenItIs() {
    KnownPeer stored = bobAsLearned();
    Node alice = awaiting();
    network.step(alice, knock(HandshakeVersion.V4, bobWith(Handshake.Extensions.NONE)));
    assertThat(closed(alice)).isEmpty();
    network.step(alice, new Event.PeersLoaded(List.of(stored), 0));

    assertThat(closed(alice)).containsExactly(CloseCause.UNPROVEN);
    assertThat(known(alice, bob).addresses())
        .extracting(KnownAddress::address)
        .containsExactly(bob.listening);
  }

  @Test
  void whoCouldProveIsGivenTheTimeForItAndNoMore() {
    KnownPeer stored = bobAsLearned();
    Node alice = awaiting();
    network.step(alice, knock(HandshakeVersion.V4, bobWith(bobsDial().extensions())));
    network.pass(Duration.ofSeconds(5));
    network.step(alice, new Event.PeersLoaded(List.of(stored), 0));
    network.pass(Duration.ofSeconds(6));
    assertThat(closed(alice)).doesNotContain(CloseCause.UNPROVEN);
    network.pass(Duration.ofSeconds(1));

    assertThat(closed(alice)).contains(CloseCause.UNPROVEN);
  }

  @Test
  void anAddressWhereSomebodyElseAnsweredBeforeTheBookWasKnownIsNotHis() {
    KnownPeer stored = bobAsLearned();
    network.shut(bob);
    Node mallory = network.node(4, BOB_AT, config -> config, false);
    network.start(mallory);
    Node alice = awaiting();
    network.pass(Duration.ofSeconds(1));
    assertThat(alice.notices).hasAtLeastOneElementOfType(Notice.PeerConnected.class);

    network.step(alice, new Event.PeersLoaded(List.of(stored), 0));

    assertThat(closed(alice)).containsExactly(CloseCause.UNPROVEN);
    KnownAddress bobs = known(alice, bob).addresses().getFirst();
    assertThat(bobs.address()).isEqualTo(at(BOB_AT));
    assertThat(bobs.failure()).isEqualTo(DialFailure.WRONG_NODE);
  }

  @Test
  void whoTookAnIdInVersion3DoesNotKeepUsFromItsOwner() {
    KnownPeer stored = bobAsLearned();
    Node alice = awaiting(config -> config);
    Handshake stolen = bobWith(Handshake.Extensions.NONE);
    network.step(alice, knock(HandshakeVersion.V3, stolen));
    network.open(bob);

    network.step(alice, new Event.PeersLoaded(List.of(stored), 0));
    network.pass(SOON);

    assertThat(closed(alice)).contains(CloseCause.UNPROVEN);
    assertThat(alice.notices)
        .anyMatch(notice ->
            notice instanceof Notice.PeerConnected connected
                && connected.peer().equals(bob.identity.nodeId())
                && connected.isProven());
  }

  @Test
  void whatSomebodySaidWhoHasToGoIsNotTakenIn() {
    KnownPeer stored = bobAsLearned();
    Node alice = awaiting(config -> config);
    network.step(alice, knock(HandshakeVersion.V4, bobWith(Handshake.Extensions.NONE)));
    GossipPeer stranger = told(known(carol, bob), new NodeId("stranger"), "127.0.0.6:7006");
    network.step(
        alice,
        new Event.MessageArrived(IMPOSTOR, new Message.PeerGossip("", List.of(stranger), 1)));

    network.step(alice, new Event.PeersLoaded(List.of(stored), 0));

    assertThat(alice.gossip.view(network.now()).peers())
        .extracting(row -> row.peer().nodeId())
        .doesNotContain(stranger.nodeId());
  }

  @Test
  void nobodyIsDialledAgainForAPortThatNobodyHadHeard() {
    network.start(bob);
    Node alice = network.node(1, ALICE_AT, seededBy(BOB_AT));
    network.step(alice, new Event.BookAwaited(0));
    network.step(alice, new Event.ListeningStarted(List.of(at("0.0.0.0:7072"))));
    network.pass(Duration.ofSeconds(1));

    network.step(alice, new Event.PeersLoaded(List.of(), 0));
    network.pass(Duration.ofSeconds(1));

    assertThat(alice.dialled()).containsExactly(at(BOB_AT));
  }

  @Test
  void anOperatorsPeerThatHangsUpIsLeftInPeaceForAMoment() {
    network.beSilentWhereNobodyListens();
    PeerAddress where = at("127.0.0.8:7008");
    Handshake answer = bobWith(Handshake.Extensions.NONE);
    Node alice = awaiting(keeping(where));
    ConnectionId connection = alice.lastDial().connection();

    network.step(
        alice,
        new Event.HandshakeArrived(
            connection, Direction.OUTBOUND, where, HandshakeVersion.V4, answer));
    network.step(alice, new Event.ConnectionClosed(connection, "reset"));
    network.pass(Duration.ofSeconds(1));
    network.step(alice, new Event.PeersLoaded(List.of(), 0));
    network.pass(Duration.ofSeconds(1));

    assertThat(alice.dialled()).containsExactly(where);
  }

  @Test
  void anAddressThatIsBannedIsWhereWeDialledNotOnlyWhereThePeerSaysToBe() {
    Node old = network.node(5, BOB_AT, config -> config, false);
    network.start(old);
    Node alice = awaiting();
    network.pass(Duration.ofSeconds(1));
    Ban ban = ban(new BanTarget.Address(at(BOB_AT)), Duration.ofHours(1), true);

    network.step(alice, new Event.BansLoaded(List.of(ban)));
    network.step(alice, new Event.PeersLoaded(List.of(), 0));

    assertThat(closed(alice)).isNotEmpty().containsOnly(CloseCause.BANNED);
  }

  @Test
  void anOldWordOfAPeerIsNotItsNewestBecauseItCameFirst() {
    network.start(bob);
    network.start(carol);
    network.pass(SOON);
    KnownPeer before = known(bob, carol);
    network.move(carol, "127.0.0.1:7302");
    network.pass(SOON);
    KnownPeer stored = known(bob, carol);
    Node alice = awaiting();
    network.pass(Duration.ofSeconds(1));

    network.step(
        alice,
        new Event.MessageArrived(
            alice.connectionTo(bob),
            new Message.PeerGossip(
                "VNODE-B",
                List.of(told(before, carol.identity.nodeId(), CAROL_AT)),
                network.now().millis())));
    network.step(alice, new Event.PeersLoaded(List.of(stored), 0));

    KnownPeer carolNow = known(alice, carol);
    assertThat(carolNow.record()).isEqualTo(stored.record()).isNotEqualTo(before.record());
    assertThat(carolNow.addresses().getFirst().address()).isEqualTo(at("127.0.0.1:7302"));
    assertThat(alice.notices).doesNotHaveAnyElementsOfTypes(Notice.PeerMoved.class);
  }

  @Test
  void whoIsBannedHasToGoWhenTheBansAreKnown() {
    network.start(bob);
    Node alice = awaiting();
    network.pass(Duration.ofSeconds(1));

    network.step(alice, new Event.BansLoaded(List.of(ban(bobsId, Duration.ofHours(1), true))));
    network.step(alice, new Event.PeersLoaded(List.of(), 0));

    assertThat(closed(alice)).isNotEmpty().containsOnly(CloseCause.BANNED);
  }

  @Test
  void aBanThatTheOperatorBeganBeforeHoldsAgainstTheStoredOne() {
    Node alice = awaiting();
    Ban stored = ban(bobsId, Duration.ofMinutes(1), true);
    network.step(alice, new Event.BanWanted(stored.target(), Duration.ofDays(1), "again"));

    network.step(alice, new Event.BansLoaded(List.of(stored)));
    network.step(alice, new Event.PeersLoaded(List.of(), 0));

    assertThat(alice.gossip.summary(network.now()).bans())
        .extracting(Ban::reason)
        .containsExactly("again");
    assertThat(alice.effects).noneMatch(Effect.ForgetBan.class::isInstance);
  }

  @Test
  void aBanOfAnIpHitsNobodyWhoIsVouchedForOnceTheBookIsKnown() {
    KnownPeer stored = bobAsLearned();
    Node alice = awaiting(config -> config);
    Ban ban = ban(BanTarget.Range.of(bob.ip), Duration.ofHours(1), false);

    network.step(alice, new Event.BansLoaded(List.of(ban)));
    network.step(bob, new Event.DialWanted(at(ALICE_AT)));
    network.step(alice, new Event.PeersLoaded(List.of(stored), 0));

    assertThat(closed(alice)).isEmpty();
  }

  @Test
  void whatTheOperatorWantedDialledIsKeptWhenTheBookIsKnown() {
    Node alice = awaiting();
    network.step(alice, new Event.DialWanted(at("127.0.0.5:7777")));

    network.step(alice, new Event.PeersLoaded(List.of(), 0));

    assertThat(alice.gossip.view(network.now()).peers())
        .flatExtracting(row -> row.peer().addresses())
        .extracting(KnownAddress::address, KnownAddress::provenance, KnownAddress::failure)
        .contains(tuple(at("127.0.0.5:7777"), Provenance.OPERATOR, DialFailure.REFUSED));
  }

  @Test
  void partsThatAreReadAreTheBookOnlyTogether() {
    KnownPeer first = bobAsLearned();
    network.hold(bob.listening);
    Node alice = awaiting();

    network.step(alice, new Event.PeersRead(List.of(first)));
    assertThat(alice.gossip.view(network.now()).peers())
        .extracting(row -> row.peer().nodeId())
        .doesNotContain(bob.identity.nodeId());
    network.step(alice, new Event.PeersLoaded(List.of(), 0));

    assertThat(known(alice, bob).provenKey()).isEqualTo(first.provenKey());
    assertThat(alice.effects).noneMatch(Effect.Save.class::isInstance);
  }

  /** A node in its second life; it has bob for a seed. */
  private Node awaiting() {
    return awaiting(seededBy(BOB_AT));
  }

  private Node awaiting(UnaryOperator<GossipConfig> change) {
    Node alice = network.node(1, ALICE_AT, change);
    network.step(alice, new Event.BookAwaited(0));
    network.start(alice);
    return alice;
  }

  /** What somebody learned of bob who has met him. */
  private KnownPeer bobAsLearned() {
    network.start(bob);
    network.start(carol);
    network.pass(SOON);
    KnownPeer learned = known(carol, bob);
    network.step(carol, new Event.StopWanted());
    network.shut(bob);
    return learned;
  }

  private Handshake bobsDial() {
    network.start(bob);
    network.step(bob, new Event.DialWanted(at("127.0.0.7:1")));
    return bob.lastDial().ours();
  }

  private Handshake bobWith(Handshake.Extensions extensions) {
    Handshake real = bobsDial();
    return new Handshake(
        real.network(),
        real.node(),
        new Handshake.Reach(6666, null, null, null, List.of()),
        real.heights(),
        extensions);
  }

  private static Event knock(HandshakeVersion version, Handshake handshake) {
    return new Event.HandshakeArrived(
        IMPOSTOR, Direction.INBOUND, at("127.0.0.9:40000"), version, handshake);
  }

  private Ban ban(BanTarget target, Duration rest, boolean isByOperator) {
    Instant now = network.now().wall();
    return new Ban(target, now, now.plus(rest), isByOperator, "");
  }

  private KnownPeer known(Node knower, Node peer) {
    return knower.known(peer, network.now());
  }

  private static GossipPeer told(KnownPeer peer, NodeId id, String address) {
    return new GossipPeer(
        id,
        peer.tag(),
        "",
        at(address),
        true,
        peer.role(),
        0,
        "fair",
        false,
        false,
        null,
        null,
        peer.record());
  }

  private static List<CloseCause> closed(Node node) {
    return node.effects.stream()
        .filter(Effect.Close.class::isInstance)
        .map(effect -> ((Effect.Close) effect).cause())
        .toList();
  }

  private static UnaryOperator<GossipConfig> keeping(PeerAddress peer) {
    return config ->
        new GossipConfig(
            config.outbound(),
            config.maxInbound(),
            config.isPrivateAllowed(),
            config.seeds(),
            List.of(peer),
            config.advertised(),
            config.pingInterval(),
            config.pingTimeout(),
            config.gossipInterval(),
            config.feelerInterval(),
            config.newBuckets(),
            config.triedBuckets());
  }

  private static UnaryOperator<GossipConfig> seededBy(String address) {
    return config -> config.withSeeds(List.of(HostAndPort.parse(address).orElseThrow()));
  }

  private static PeerAddress at(String address) {
    return PeerAddress.parse(address).orElseThrow();
  }
}
