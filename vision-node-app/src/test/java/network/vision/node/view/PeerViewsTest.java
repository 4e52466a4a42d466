package network.vision.node.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import network.vision.api.PeerDetail;
import network.vision.gossip.GossipSummary;
import network.vision.gossip.GossipView;
import network.vision.gossip.KnownAddress;
import network.vision.gossip.KnownPeer;
import network.vision.gossip.KnownStanding;
import network.vision.gossip.PeerCensus;
import network.vision.gossip.Provenance;
import network.vision.gossip.Why;
import network.vision.protocol.NodeId;
import network.vision.protocol.PeerAddress;
import network.vision.protocol.ReputationTier;
import org.junit.jupiter.api.Test;

class PeerViewsTest {

  private static final Instant T0 = Instant.ofEpochSecond(1_750_000_000);
  private static final NodeId BOB = new NodeId("bob");
  private static final NodeId CAROL = new NodeId("carol");

  @Test
  void thePortsOfAPeerAreThoseItMovedBetweenTheNewestFirst() {
    List<GossipView.PastMove> moves =
        List.of(
            move(1, "192.0.2.1:7072", "192.0.2.1:7201"),
            move(2, "192.0.2.1:7201", "192.0.2.9:7201"),
            move(3, "192.0.2.9:7201", "192.0.2.9:7300"));

    PeerDetail detail =
        PeerDetails.of(view(row(BOB, List.of("192.0.2.9:7300"), moves)), BOB).orElseThrow();

    assertThat(detail.ports())
        .containsExactly(
            new PeerDetail.PortChange(
                T0.plusSeconds(3), 7201, 7300, network.vision.api.Provenance.HANDSHAKE),
            new PeerDetail.PortChange(
                T0.plusSeconds(1), 7072, 7201, network.vision.api.Provenance.HANDSHAKE));
  }

  @Test
  void aPeerWithoutAnAddressIsCountedAndHasNoRow() {
    GossipView view =
        view(row(BOB, List.of("192.0.2.1:7072"), List.of()), row(CAROL, List.of(), List.of()));

    assertThat(PeerRows.of(view).rows()).singleElement().matches(row -> BOB.equals(row.nodeId()));
    assertThat(PeerRows.of(view).unplaced()).isEqualTo(1);
  }

  private static GossipView.PastMove move(long second, String from, String to) {
    return new GossipView.PastMove(T0.plusSeconds(second), at(from), at(to));
  }

  private static GossipView view(GossipView.PeerRow... rows) {
    return new GossipView(
        new GossipSummary(T0, null, "", List.of(), PeerCensus.EMPTY, List.of(), List.of(), null),
        List.of(rows),
        List.of(),
        List.of(),
        new Why(rows.length, 0, 0, 8, Map.of()));
  }

  private static GossipView.PeerRow row(
      NodeId id, List<String> addresses, List<GossipView.PastMove> moves) {
    return new GossipView.PeerRow(
        peer(id, addresses),
        GossipView.State.CONNECTED,
        GossipView.Temperature.HOT,
        null,
        0,
        1,
        ReputationTier.GOOD,
        List.of(),
        Duration.ZERO,
        moves);
  }

  private static KnownPeer peer(NodeId id, List<String> addresses) {
    return new KnownPeer(
        id,
        "",
        "",
        "",
        "",
        null,
        null,
        null,
        null,
        T0,
        KnownStanding.BLAMELESS,
        false,
        addresses.stream().map(PeerViewsTest::known).toList());
  }

  private static KnownAddress known(String address) {
    return new KnownAddress(at(address), Provenance.HANDSHAKE, null, T0, T0, null, null, 0);
  }

  private static PeerAddress at(String address) {
    return PeerAddress.parse(address).orElseThrow();
  }
}
