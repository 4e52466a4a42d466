package network.vision.gossip;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import network.vision.gossip.TestNetwork.Node;
import network.vision.protocol.Feature;
import network.vision.protocol.Handshake;
import network.vision.protocol.HandshakeVersion;
import network.vision.protocol.HostAndPort;
import network.vision.protocol.PeerAddress;
import org.junit.jupiter.api.Test;

/** What is told and kept of peers that move. */
class MovesTest {

  private static final PeerAddress ALICE_AT = at("127.0.0.1:7072");
  private static final PeerAddress BOB_AT = at("127.0.0.1:7201");
  private static final Duration A_WHILE = Duration.ofMinutes(2);

  private final TestNetwork network = new TestNetwork();
  private final Node alice = network.node(1, ALICE_AT.toString(), config -> config);
  private final Node bob = knowingAlice(2, BOB_AT);
  private final Node carol = knowingAlice(3, at("127.0.0.1:7301"));

  @Test
  void everybodyTellsEachMoveOnceAndKeepsIt() {
    Stream.of(alice, bob, carol).forEach(network::start);
    network.pass(A_WHILE);
    for (String next : List.of("127.0.0.1:7998", "127.0.0.1:7999")) {
      network.move(bob, next);
      network.pass(A_WHILE);
    }

    for (Node knower : List.of(alice, carol)) {
      assertThat(moves(knower))
          .containsExactly(
              moved(BOB_AT, at("127.0.0.1:7998")),
              moved(at("127.0.0.1:7998"), at("127.0.0.1:7999")));
      assertThat(row(knower).moves())
          .extracting(GossipView.PastMove::to)
          .containsExactly(at("127.0.0.1:7998"), at("127.0.0.1:7999"));
    }
  }

  @Test
  void aMoveFromWhereNobodyReachedItIsToldToo() {
    network.start(alice);
    network.shut(bob);
    network.start(bob);
    network.pass(A_WHILE);
    network.move(bob, "127.0.0.1:7999");
    network.pass(A_WHILE);

    assertThat(moves(alice)).containsExactly(moved(BOB_AT, at("127.0.0.1:7999")));
  }

  @Test
  void aPlaceSaidOnAConnectionThatEndedBeforeTheProofIsLookedAt() {
    Stream.of(alice, bob).forEach(network::start);
    network.pass(A_WHILE);
    Handshake own = bob.lastDial().ours();
    ConnectionId connection = new ConnectionId(99_001);

    network.step(
        alice,
        new Event.HandshakeArrived(
            connection,
            Direction.INBOUND,
            at("127.0.0.1:40000"),
            HandshakeVersion.V4,
            new Handshake(
                own.network(),
                own.node(),
                new Handshake.Reach(7999, null, null, null, List.of()),
                own.heights(),
                new Handshake.Extensions(List.of(Feature.PROOF), null, null, null, null, null))));
    network.step(alice, new Event.ConnectionClosed(connection, "reset"));
    network.pass(A_WHILE);

    assertThat(alice.dialled()).contains(at("127.0.0.1:7999"));
  }

  @Test
  void whereItIsConnectedFromIsNoMove() {
    Stream.of(alice, bob, carol).forEach(network::start);
    network.pass(Duration.ofHours(1));

    assertThat(moves(alice)).isEmpty();
    assertThat(row(alice).moves()).isEmpty();
  }

  @Test
  void noMoreThanEightMovesAreKept() {
    Stream.of(alice, bob).forEach(network::start);
    network.pass(A_WHILE);
    for (int port = 7901; port <= 7910; port++) {
      network.move(bob, "127.0.0.1:" + port);
      network.pass(Duration.ofMinutes(20));
    }

    assertThat(row(alice).moves()).hasSize(8).last().matches(move -> move.to().port() == 7910);
  }

  @Test
  void aSeventhMoveWithinAnHourIsNotBelieved() {
    Stream.of(alice, bob).forEach(network::start);
    network.pass(A_WHILE);
    for (int port = 7901; port <= 7907; port++) {
      network.move(bob, "127.0.0.1:" + port);
      network.pass(A_WHILE);
    }

    assertThat(row(alice).moves()).hasSize(6).last().matches(move -> move.to().port() == 7906);
    assertThat(alice.dialled()).doesNotContain(at("127.0.0.1:7907"));
  }

  @Test
  void whatWorkedIsKeptUntilADialToTheNewPlaceHas() {
    Stream.of(alice, bob).forEach(network::start);
    network.pass(A_WHILE);
    network.hold(at("127.0.0.1:7999"));

    network.move(bob, "127.0.0.1:7999");
    network.pass(Duration.ofSeconds(30));
    assertThat(row(alice).peer().addresses())
        .extracting(KnownAddress::address)
        .containsExactlyInAnyOrder(BOB_AT, at("127.0.0.1:7999"));
    network.release(at("127.0.0.1:7999"));

    assertThat(row(alice).peer().addresses())
        .extracting(KnownAddress::address)
        .containsExactly(at("127.0.0.1:7999"));
  }

  private Node knowingAlice(int number, PeerAddress address) {
    HostAndPort seed = HostAndPort.parse(ALICE_AT.toString()).orElseThrow();
    return network.node(number, address.toString(), config -> config.withSeeds(List.of(seed)));
  }

  private Notice moved(PeerAddress from, PeerAddress to) {
    return new Notice.PeerMoved(bob.identity.nodeId(), from, to);
  }

  private static List<Notice> moves(Node knower) {
    return knower.notices.stream().filter(Notice.PeerMoved.class::isInstance).toList();
  }

  private GossipView.PeerRow row(Node knower) {
    return knower.gossip.view(network.now()).peers().stream()
        .filter(row -> bob.identity.nodeId().equals(row.peer().nodeId()))
        .findFirst()
        .orElseThrow();
  }

  private static PeerAddress at(String address) {
    return PeerAddress.parse(address).orElseThrow();
  }
}
