package network.vision.node.view;

import java.util.List;
import java.util.Locale;
import network.vision.api.Reachability;
import network.vision.api.Reachability.Verdict;
import network.vision.gossip.Direction;
import network.vision.gossip.GossipView;
import network.vision.protocol.PeerAddress;
import org.jspecify.annotations.Nullable;

/** Whether others can reach this node, as far as the core tells. */
public final class ReachabilityView {

  /** The view of a node that listens at {@code listening}. */
  public static Reachability of(
      GossipView view, List<PeerAddress> listening, Reachability.@Nullable Mapping mapping) {
    boolean hasInbound =
        view.peers().stream()
            .anyMatch(
                row -> row.session() != null && row.session().direction() == Direction.INBOUND);
    Verdict verdict =
        hasInbound
            ? Verdict.REACHABLE
            : view.advertised() == null ? Verdict.OUTBOUND_ONLY : Verdict.UNKNOWN;
    return new Reachability(
        verdict,
        advice(verdict),
        null,
        listening,
        view.advertised(),
        view.advertisedReason(),
        mapping,
        List.of(),
        List.of(),
        null);
  }

  private static String advice(Verdict verdict) {
    return switch (verdict) {
      case REACHABLE -> "Peers connect to this node: nothing is to be done.";
      case UNKNOWN -> "No peer has connected to this node yet.";
      case UNREACHABLE, OUTBOUND_ONLY ->
          "Forward the P2P port on the router, then start with --advertise IP:PORT.";
    };
  }

  /** {@code NAT_PMP} as people write it. */
  public static String protocol(Enum<?> protocol) {
    return protocol.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private ReachabilityView() {}
}
