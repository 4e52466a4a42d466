package network.vision.node.view;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import network.vision.api.WhyNotConnected;
import network.vision.api.WhyNotConnected.Reason;
import network.vision.gossip.DialFailure;
import network.vision.gossip.Direction;
import network.vision.gossip.GossipView;
import network.vision.gossip.KnownAddress;
import org.jspecify.annotations.Nullable;

/** Why a node is not connected to more peers. */
public final class WhyView {

  /**
   * The reasons of the moment.
   *
   * @param target how many outbound sessions are wanted
   */
  public static WhyNotConnected of(GossipView view, int target) {
    int connected = 0;
    int outbound = 0;
    Map<String, Integer> counts = new TreeMap<>();
    for (GossipView.PeerRow row : view.peers()) {
      if (row.session() == null) {
        counts.merge(reason(row), 1, Integer::sum);
      } else {
        connected++;
        outbound += row.session().direction() == Direction.OUTBOUND ? 1 : 0;
      }
    }
    List<Reason> reasons = new ArrayList<>();
    counts.forEach((name, count) -> reasons.add(new Reason(name, count, meaning(name))));
    reasons.sort(Comparator.comparingInt(Reason::count).reversed());
    return new WhyNotConnected(
        connected, outbound, target, summary(outbound, target, counts.isEmpty()), reasons);
  }

  private static String summary(int outbound, int target, boolean isNobodyLeft) {
    if (outbound >= target) {
      return "This node has as many outbound sessions as it wants.";
    }
    return isNobodyLeft
        ? "Every known peer is connected; more will be dialled when they are heard of."
        : "More sessions are wanted; the reasons say what stands in the way.";
  }

  private static String reason(GossipView.PeerRow row) {
    KnownAddress first =
        row.peer().addresses().isEmpty() ? null : row.peer().addresses().getFirst();
    if (first == null) {
      return "no_address";
    }
    @Nullable DialFailure failure = first.failure();
    return first.attempts() > 0 && failure != null ? failure.label() : "not_tried";
  }

  private static String meaning(String name) {
    return switch (name) {
      case "no_address" -> "It asks nobody to dial it.";
      case "not_tried" -> "It was not dialled yet, or nothing is wrong with it.";
      case "refused" -> "Nothing listens at its address.";
      case "timeout" -> "Its address does not answer in time.";
      case "unreachable" -> "There is no way to its address.";
      case "not_allowed" -> "It is outside the ranges this node may dial.";
      default -> "The last dial ended with " + name + ".";
    };
  }

  private WhyView() {}
}
