package network.vision.gossip;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import network.vision.gossip.TestNetwork.Node;
import network.vision.protocol.GossipPeer;
import network.vision.protocol.HostAndPort;
import network.vision.protocol.Message;
import network.vision.protocol.PeerAddress;
import org.junit.jupiter.api.Test;

/** Words about ports and ids that do not agree. */
class ConflictsTest {

  private static final String ALICE_AT = "8.1.0.1:7072";
  private static final String BOB_AT = "8.2.0.1:7201";

  private final TestNetwork network = new TestNetwork();
  private final Node alice = network.node(1, ALICE_AT, config -> config);
  private final Node bob = knowingAlice(2, BOB_AT);

  @Test
  void twoNodesThatSayDifferentPortsOfOneIpAreANoticeOnce() {
    Node carol = knowingAlice(3, "8.2.0.1:7202");
    Stream.of(alice, bob, carol).forEach(network::start);
    network.step(carol, new Event.DisconnectWanted(alice.identity.nodeId()));
    network.pass(Duration.ofMinutes(10));

    assertThat(told(ConflictKind.SEVERAL_PORTS))
        .singleElement()
        .satisfies(told ->
            assertThat(told.addresses()).containsExactlyInAnyOrder(bob.listening, carol.listening));
    assertThat(rows())
        .extracting(GossipView.ConflictRow::kind)
        .contains(ConflictKind.SEVERAL_PORTS);
  }

  @Test
  void oneIdThatIsAliveAtTwoIpsIsANoticeOnce() {
    Node copy = knowingAlice(2, "8.3.0.1:7201");
    Stream.of(alice, bob, copy).forEach(network::start);
    network.pass(Duration.ofMinutes(10));

    assertThat(told(ConflictKind.SEVERAL_PLACES))
        .extracting(Notice.PortConflict::peer)
        .containsOnly(bob.identity.nodeId());
    assertThat(told(ConflictKind.SEVERAL_PLACES))
        .doesNotHaveDuplicates()
        .hasSizeLessThanOrEqualTo(2);
    assertThat(rows())
        .filteredOn(row -> row.kind() == ConflictKind.SEVERAL_PLACES)
        .allSatisfy(row -> assertThat(row.peer()).isEqualTo(bob.identity.nodeId()))
        .isNotEmpty();
  }

  @Test
  void hearsayThatDisagreesWithAPeersHandshakeIsANoticeOnce() {
    Node mallory = knowingAlice(4, "8.4.0.1:7401");
    Stream.of(alice, bob, mallory).forEach(network::start);
    PeerAddress wrong = new PeerAddress(bob.ip, 6_666);

    for (int i = 0; i < 5; i++) {
      network.step(alice, new Event.MessageArrived(alice.connectionTo(mallory), aboutBob(wrong)));
      network.pass(Duration.ofSeconds(10));
    }

    assertThat(told(ConflictKind.WORD_AGAINST_HEARSAY))
        .singleElement()
        .satisfies(told -> assertThat(told.addresses()).containsExactly(bob.listening, wrong));
  }

  private Message aboutBob(PeerAddress address) {
    GossipPeer told =
        new GossipPeer(
            bob.identity.nodeId(),
            "",
            "",
            address,
            true,
            "constellation",
            network.now().wall().getEpochSecond(),
            "elite",
            true,
            true,
            null,
            null,
            null);
    return new Message.PeerGossip("", List.of(told), 1);
  }

  private List<Notice.PortConflict> told(ConflictKind kind) {
    return alice.notices.stream()
        .filter(Notice.PortConflict.class::isInstance)
        .map(Notice.PortConflict.class::cast)
        .filter(conflict -> conflict.kind() == kind)
        .toList();
  }

  private List<GossipView.ConflictRow> rows() {
    return alice.gossip.view(network.now()).conflicts();
  }

  private Node knowingAlice(int number, String address) {
    HostAndPort seed = HostAndPort.parse(ALICE_AT).orElseThrow();
    return network.node(number, address, config -> config.withSeeds(List.of(seed)));
  }
}
