package network.vision.node.view;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import network.vision.api.PeerDetail;
import network.vision.api.Provenance;
import network.vision.gossip.GossipView;
import network.vision.gossip.GossipView.SessionRow;
import network.vision.gossip.KnownAddress;
import network.vision.gossip.KnownPeer;
import network.vision.protocol.NodeId;
import network.vision.protocol.PublicKey;
import org.jspecify.annotations.Nullable;

/** Everything that the core shows of one peer. */
public final class PeerDetails {

  /** The peer of {@code id}; empty if it is not known or has no address. */
  public static Optional<PeerDetail> of(GossipView view, NodeId id) {
    return view.peers().stream()
        .filter(row -> id.equals(row.peer().nodeId()))
        .findFirst()
        .flatMap(PeerDetails::detail);
  }

  private static Optional<PeerDetail> detail(GossipView.PeerRow row) {
    KnownPeer peer = row.peer();
    PublicKey key = peer.provenKey();
    SessionRow session = row.session();
    return PeerRows.row(row)
        .map(shown ->
            new PeerDetail(
                shown,
                key == null ? null : key.base64(),
                peer.visionAddress(),
                session == null ? "" : session.build(),
                session == null ? List.of() : session.features(),
                session == null ? null : session.since(),
                addresses(peer),
                ports(row),
                lastError(peer),
                row.quietFor().toSeconds(),
                standing(row)));
  }

  private static PeerDetail.Standing standing(GossipView.PeerRow row) {
    return new PeerDetail.Standing(
        row.score(),
        row.tier(),
        row.peer().standing().bannedUntil(),
        row.misdeeds().reversed().stream()
            .map(past -> new PeerDetail.Blame(past.at(), past.misdeed().label(), past.points()))
            .toList());
  }

  private static List<PeerDetail.KnownAddress> addresses(KnownPeer peer) {
    return peer.addresses().stream()
        .map(address ->
            new PeerDetail.KnownAddress(
                address.address(),
                PeerRows.provenance(address.provenance()),
                address.equals(peer.addresses().getFirst()),
                address.firstHeard(),
                address.lastSuccess(),
                address.lastFailure(),
                address.failure() == null ? null : address.failure().label(),
                address.attempts()))
        .toList();
  }

  /** The moves to another port, newest first; a move is always by the peer's own word. */
  private static List<PeerDetail.PortChange> ports(GossipView.PeerRow row) {
    return row.moves().reversed().stream()
        .filter(move -> move.from().port() != move.to().port())
        .map(move ->
            new PeerDetail.PortChange(
                move.at(), move.from().port(), move.to().port(), Provenance.HANDSHAKE))
        .toList();
  }

  private static PeerDetail.@Nullable LastError lastError(KnownPeer peer) {
    return peer.addresses().stream()
        .filter(address -> address.lastFailure() != null)
        .max(Comparator.comparing(PeerDetails::failedAt))
        .map(address -> new PeerDetail.LastError(failedAt(address), text(address)))
        .orElse(null);
  }

  private static Instant failedAt(KnownAddress address) {
    Instant at = address.lastFailure();
    return at == null ? Instant.MIN : at;
  }

  private static String text(KnownAddress address) {
    return address.address()
        + ": "
        + (address.failure() == null ? "failed" : address.failure().label());
  }

  private PeerDetails() {}
}
