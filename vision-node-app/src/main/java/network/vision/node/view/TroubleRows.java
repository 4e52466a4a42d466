package network.vision.node.view;

import java.util.List;
import network.vision.api.Ban;
import network.vision.api.PortConflict;
import network.vision.gossip.ConflictKind;
import network.vision.gossip.GossipSummary;
import network.vision.gossip.GossipView;
import network.vision.gossip.GossipView.ConflictRow;
import network.vision.protocol.NodeId;

/** What is not as it should be between peers and us. */
public final class TroubleRows {

  /** Claims that contradict each other, newest first. */
  public static List<PortConflict> conflicts(GossipView view) {
    return view.conflicts().reversed().stream().map(TroubleRows::conflict).toList();
  }

  /** Bans in force. */
  public static List<Ban> bans(GossipSummary summary) {
    return summary.bans().stream().map(TroubleRows::ban).toList();
  }

  private static PortConflict conflict(ConflictRow row) {
    NodeId peer = row.peer();
    return new PortConflict(
        kind(row.kind()),
        row.since(),
        row.last(),
        peer == null ? List.of() : List.of(peer),
        row.addresses(),
        row.kind().meaning());
  }

  private static PortConflict.Kind kind(ConflictKind kind) {
    return switch (kind) {
      case SEVERAL_PORTS -> PortConflict.Kind.SEVERAL_PORTS;
      case SEVERAL_PLACES -> PortConflict.Kind.SEVERAL_ADDRESSES;
      case WORD_AGAINST_HEARSAY -> PortConflict.Kind.HANDSHAKE_DISAGREES;
    };
  }

  private static Ban ban(network.vision.gossip.Ban ban) {
    return new Ban(ban.target().text(), ban.since(), ban.until(), ban.reason(), ban.isByOperator());
  }

  private TroubleRows() {}
}
