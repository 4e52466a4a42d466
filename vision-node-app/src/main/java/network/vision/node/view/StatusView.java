package network.vision.node.view;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import network.vision.api.AnchorMode;
import network.vision.api.ConstellationStatus;
import network.vision.api.P2pHealth;
import network.vision.gossip.GossipView;
import network.vision.gossip.GossipView.SessionRow;
import network.vision.gossip.GossipView.Temperature;
import network.vision.protocol.Identity;
import org.jspecify.annotations.Nullable;

/** This node at a glance. It holds no chain, so its own height is 0 and it never synchronises. */
public final class StatusView {

  /**
   * What the core does not know of the node.
   *
   * @param lastPeerEventAt null: nothing has happened
   * @param refusedPeers handshakes refused because they were of another network
   */
  public record Node(
      Identity identity,
      String ebid,
      @Nullable Instant lastPeerEventAt,
      boolean isDebugging,
      boolean isIpv4Only,
      int refusedPeers) {}

  /** The status of {@code node}. */
  public static ConstellationStatus of(GossipView view, Node node) {
    List<SessionRow> sessions =
        view.peers().stream().map(GossipView.PeerRow::session).filter(Objects::nonNull).toList();
    boolean hasInbound =
        sessions.stream()
            .anyMatch(session -> session.direction() == network.vision.gossip.Direction.INBOUND);
    return new ConstellationStatus(
        node.ebid(),
        view.peers().size(),
        sessions.size(),
        count(view, Temperature.HOT),
        count(view, Temperature.WARM),
        count(view, Temperature.COLD),
        null,
        false,
        null,
        average(sessions),
        most(sessions),
        0,
        sessions.stream().map(SessionRow::chainHeight).max(Long::compareUnsigned).orElse(0L),
        false,
        node.lastPeerEventAt(),
        node.isDebugging(),
        false,
        hasInbound,
        AnchorMode.LEAF,
        P2pHealth.of(sessions.size()),
        node.isIpv4Only(),
        node.identity().nodeId(),
        node.identity().publicKey().base64(),
        node.identity().publicKey().fingerprint(),
        sessions.size(),
        node.refusedPeers(),
        !sessions.isEmpty(),
        sessions.isEmpty() ? "no compatible peer is connected" : null);
  }

  private static int count(GossipView view, Temperature temperature) {
    return (int) view.peers().stream().filter(row -> row.temperature() == temperature).count();
  }

  private static @Nullable Integer average(List<SessionRow> sessions) {
    List<Duration> trips = trips(sessions);
    if (trips.isEmpty()) {
      return null;
    }
    return PeerRows.millis(
        trips.stream().reduce(Duration.ZERO, Duration::plus).dividedBy(trips.size()));
  }

  private static @Nullable Integer most(List<SessionRow> sessions) {
    return PeerRows.millis(trips(sessions).stream().max(Duration::compareTo).orElse(null));
  }

  private static List<Duration> trips(List<SessionRow> sessions) {
    return sessions.stream().map(SessionRow::roundTrip).filter(Objects::nonNull).toList();
  }

  private StatusView() {}
}
