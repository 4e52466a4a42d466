package network.vision.gossip;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
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
import network.vision.protocol.Refusal;
import org.junit.jupiter.api.Test;

/** What a core does, seen from outside: events in, effects and notices out. */
class GossipTest {

  private static final String ALICE_AT = "127.0.0.1:7072";
  private static final String BOB_AT = "127.0.0.1:7201";
  private static final String CAROL_AT = "127.0.0.1:7301";
  private static final Duration SOON = Duration.ofSeconds(10);

  private final TestNetwork network = new TestNetwork();

  @Test
  void twoNodesThatKnowOneSeedComeToKnowEachOtherAtTheirOwnPorts() {
    Node alice = network.node(1, ALICE_AT, config -> config);
    Node bob = network.node(2, BOB_AT, seededBy(ALICE_AT));
    Node carol = network.node(3, CAROL_AT, seededBy(ALICE_AT));

    startAll(alice, bob, carol);
    network.pass(SOON);

    assertThat(addresses(bob, carol)).containsExactly(CAROL_AT);
    assertThat(addresses(carol, bob)).containsExactly(BOB_AT);
    assertThat(addresses(alice, bob)).containsExactly(BOB_AT);
    assertThat(provenance(alice, bob)).isEqualTo(Provenance.HANDSHAKE);
  }

  @Test
  void aPeerThatMovesPortIsFoundThereByEverybodyAtOnce() {
    Node alice = network.node(1, ALICE_AT, config -> config);
    Node bob = network.node(2, BOB_AT, seededBy(ALICE_AT));
    Node carol = network.node(3, CAROL_AT, seededBy(ALICE_AT));
    startAll(alice, bob, carol);
    network.pass(SOON);

    network.move(bob, "127.0.0.1:7999");
    network.pass(Duration.ofSeconds(1));

    assertThat(addresses(alice, bob)).containsExactly("127.0.0.1:7999");
    assertThat(addresses(carol, bob)).containsExactly("127.0.0.1:7999");
    assertThat(alice.notices)
        .contains(new Notice.PeerMoved(bob.identity.nodeId(), at(BOB_AT), at("127.0.0.1:7999")));
  }

  @Test
  void anOldPeerThatSaysNoPortIsFoundAtTheDefaultOne() {
    Node alice = network.node(1, ALICE_AT, config -> config);
    Node old = network.node(2, "127.0.0.1:7070", seededBy(ALICE_AT), false);
    Node carol = network.node(3, CAROL_AT, seededBy(ALICE_AT));

    startAll(alice, old, carol);
    network.pass(SOON);

    assertThat(addresses(alice, old)).containsExactly("127.0.0.1:7070");
    assertThat(provenance(alice, old)).isEqualTo(Provenance.DEFAULT);
    assertThat(addresses(carol, old)).containsExactly("127.0.0.1:7070");
  }

  @Test
  void thePortAPeerConnectsFromIsNeverDialled() {
    Node alice = network.node(1, ALICE_AT, config -> config);
    Node bob = network.node(2, BOB_AT, seededBy(ALICE_AT));

    startAll(alice, bob);
    network.pass(Duration.ofMinutes(10));

    assertThat(alice.dialled()).containsOnly(at(BOB_AT));
  }

  @Test
  void hearsayAboutAPortDoesNotDisplaceTheOneThatWorks() {
    Node alice = network.node(1, ALICE_AT, config -> config);
    Node bob = network.node(2, BOB_AT, seededBy(ALICE_AT));
    Node mallory = network.node(4, "127.0.0.1:7666", seededBy(ALICE_AT));
    startAll(alice, bob, mallory);
    network.pass(SOON);

    lie(mallory, alice, bob, "127.0.0.1:6666");
    network.pass(SOON);

    assertThat(addresses(alice, bob)).startsWith(BOB_AT);
    assertThat(alice.dialled()).doesNotContain(at("127.0.0.1:6666"));
  }

  @Test
  void whoTakesAProvenIdWithoutItsKeyIsTurnedAway() {
    Node alice = network.node(1, ALICE_AT, config -> config);
    Node bob = network.node(2, BOB_AT, seededBy(ALICE_AT));
    startAll(alice, bob);
    network.pass(SOON);
    Handshake asBob = bob.lastDial().ours();
    Handshake stolen =
        new Handshake(
            asBob.network(),
            asBob.node(),
            new Handshake.Reach(6666, null, null, null, List.of()),
            asBob.heights(),
            Handshake.Extensions.NONE);

    for (HandshakeVersion version : HandshakeVersion.values()) {
      network.step(
          alice,
          new Event.HandshakeArrived(
              new ConnectionId(99_001 + 2 * version.wireByte()),
              Direction.INBOUND,
              at("127.0.0.9:40000"),
              version,
              stolen));
    }

    assertThat(alice.effects)
        .filteredOn(Effect.Close.class::isInstance)
        .extracting(effect -> ((Effect.Close) effect).cause())
        .endsWith(CloseCause.UNPROVEN, CloseCause.UNPROVEN);
    assertThat(addresses(alice, bob)).containsExactly(BOB_AT);
  }

  @Test
  void aHandshakeOfAnotherNetworkIsRefusedWithItsReason() {
    Node alice = network.node(1, ALICE_AT, config -> config);
    Node bob = network.node(2, BOB_AT, seededBy(ALICE_AT));
    startAll(alice, bob);
    Handshake good = bob.lastDial().ours();
    Handshake.Network other =
        new Handshake.Network(
            2,
            "another",
            good.network().genesisHash(),
            "devnet",
            111,
            "",
            0,
            "",
            "",
            null,
            null,
            null);

    network.step(
        alice,
        new Event.HandshakeArrived(
            new ConnectionId(99_001),
            Direction.INBOUND,
            at("127.0.0.9:40000"),
            HandshakeVersion.V4,
            new Handshake(other, stranger(good), good.reach(), good.heights(), good.extensions())));

    assertThat(alice.notices)
        .contains(
            new Notice.HandshakeRefused(
                new ConnectionId(99_001),
                Direction.INBOUND,
                at("127.0.0.9:40000").ip(),
                Refusal.WRONG_CHAIN_ID));
  }

  @Test
  void aNodeThatDialsItselfHangsUp() {
    Node alice = network.node(1, ALICE_AT, config -> config);
    Node bob = network.node(2, BOB_AT, seededBy(ALICE_AT));
    startAll(alice, bob);
    network.pass(SOON);

    network.step(
        bob,
        new Event.HandshakeArrived(
            new ConnectionId(99_001),
            Direction.INBOUND,
            at("127.0.0.1:40000"),
            HandshakeVersion.V4,
            bob.lastDial().ours()));

    assertThat(bob.notices)
        .contains(
            new Notice.HandshakeRefused(
                new ConnectionId(99_001),
                Direction.INBOUND,
                at("127.0.0.1:40000").ip(),
                Refusal.SELF));
  }

  @Test
  void aConnectionClosedWithoutAnAnswerIsTriedAgainAtOnceInVersion3() {
    Node bob = network.node(2, BOB_AT, seededBy("127.0.0.1:7500"));
    Outcome start = bob.gossip.step(network.now(), new Event.ListeningStarted(List.of(at(BOB_AT))));
    Effect.Dial first = dials(start).getFirst();

    Outcome again =
        bob.gossip.step(
            network.now(), new Event.DialFailed(first.connection(), DialFailure.CLOSED_UNANSWERED));

    assertThat(first.version()).isEqualTo(HandshakeVersion.V4);
    assertThat(dials(again))
        .singleElement()
        .satisfies(dial -> {
          assertThat(dial.version()).isEqualTo(HandshakeVersion.V3);
          assertThat(dial.address()).isEqualTo(first.address());
          assertThat(dial.ours().network().nodeBuild()).isEqualTo("v1.0.3");
          assertThat(dial.ours().reach().advertisedPort()).isEqualTo(7201);
        });
  }

  @Test
  void whoEverSpokeVersion4IsNeverDialledWithVersion3() {
    Node alice = network.node(1, ALICE_AT, config -> config);
    Node bob = network.node(2, BOB_AT, seededBy(ALICE_AT));
    startAll(alice, bob);
    network.pass(SOON);
    bob.effects.clear();
    network.step(bob, new Event.DisconnectWanted(alice.identity.nodeId()));
    for (int i = 0; i < 100 && dials(bob).isEmpty(); i++) {
      network.pass(Duration.ofSeconds(1));
    }
    ConnectionId dial = dials(bob).getFirst().connection();

    bob.gossip.step(network.now(), new Event.DialFailed(dial, DialFailure.CLOSED_UNANSWERED));

    assertThat(dials(bob)).extracting(Effect.Dial::version).containsOnly(HandshakeVersion.V4);
  }

  @Test
  void aSeedThatFailsAtTheOldPortIsTriedAtTheNewOne() {
    Node bob = network.node(2, BOB_AT, seededBy("127.0.0.1:7070"));

    network.start(bob);

    assertThat(bob.dialled()).containsExactly(at("127.0.0.1:7070"), at("127.0.0.1:7072"));
  }

  @Test
  void aNodeWhoseSeedsAreGoneFindsTheNetworkFromItsStore() {
    Node alice = network.node(1, ALICE_AT, config -> config);
    Node bob = network.node(2, BOB_AT, seededBy(ALICE_AT));
    Node carol = network.node(3, CAROL_AT, seededBy(ALICE_AT));
    startAll(alice, bob, carol);
    network.pass(SOON);
    List<KnownPeer> stored =
        bob.effects.stream()
            .filter(Effect.Save.class::isInstance)
            .map(effect -> ((Effect.Save) effect).peer())
            .toList();
    Node again = network.node(5, "127.0.0.1:7205", config -> config);

    network.step(again, new Event.PeersLoaded(stored, 0));
    network.start(again);
    network.pass(SOON);

    assertThat(addresses(again, carol)).containsExactly(CAROL_AT);
    assertThat(addresses(carol, again)).containsExactly("127.0.0.1:7205");
  }

  @Test
  void aSilentSessionIsClosed() {
    Node alice = network.node(1, ALICE_AT, config -> config);
    Node bob = network.node(2, BOB_AT, seededBy(ALICE_AT));
    startAll(alice, bob);
    network.pass(SOON);
    alice.far.clear();
    bob.far.clear();
    bob.effects.clear();

    network.pass(Duration.ofMinutes(2));

    assertThat(bob.effects)
        .filteredOn(Effect.Close.class::isInstance)
        .extracting(effect -> ((Effect.Close) effect).cause())
        .contains(CloseCause.SILENT);
  }

  @Test
  void aNodeThatStopsSaysSoToItsPeersAndDialsNobodyMore() {
    Node alice = network.node(1, ALICE_AT, config -> config);
    Node bob = network.node(2, BOB_AT, seededBy(ALICE_AT));
    startAll(alice, bob);
    network.pass(SOON);
    bob.effects.clear();

    network.step(bob, new Event.StopWanted());
    network.pass(Duration.ofMinutes(1));

    assertThat(bob.effects)
        .filteredOn(Effect.Close.class::isInstance)
        .extracting(effect -> ((Effect.Close) effect).farewell())
        .startsWith(new Message.Disconnect("stopping"));
    assertThat(dials(bob)).isEmpty();
  }

  private void lie(Node mallory, Node victim, Node about, String address) {
    network.step(
        victim,
        new Event.MessageArrived(
            victim.connectionTo(mallory),
            new Message.PeerGossip(
                "VNODE-M",
                List.of(
                    new GossipPeer(
                        about.identity.nodeId(),
                        "VNODE-B",
                        "",
                        at(address),
                        true,
                        "constellation",
                        network.now().wall().getEpochSecond(),
                        "elite",
                        true,
                        true,
                        null,
                        null,
                        null)),
                1)));
  }

  private static Handshake.Node stranger(Handshake handshake) {
    Handshake.Node node = handshake.node();
    return new Handshake.Node(
        12_345,
        new NodeId("stranger"),
        node.tag(),
        "",
        "",
        node.role(),
        "",
        false,
        false,
        "",
        null);
  }

  private void startAll(Node... nodes) {
    for (Node node : nodes) {
      network.start(node);
    }
  }

  private List<String> addresses(Node knower, Node known) {
    return knower.known(known, network.now()).addresses().stream()
        .map(address -> address.address().toString())
        .toList();
  }

  private Provenance provenance(Node knower, Node known) {
    return knower.known(known, network.now()).addresses().getFirst().provenance();
  }

  private static List<Effect.Dial> dials(Node node) {
    return dials(new Outcome(node.effects, List.of()));
  }

  private static List<Effect.Dial> dials(Outcome outcome) {
    return outcome.effects().stream()
        .filter(Effect.Dial.class::isInstance)
        .map(Effect.Dial.class::cast)
        .toList();
  }

  private static UnaryOperator<GossipConfig> seededBy(String address) {
    return config -> config.withSeeds(List.of(HostAndPort.parse(address).orElseThrow()));
  }

  private static PeerAddress at(String address) {
    return PeerAddress.parse(address).orElseThrow();
  }
}
