package network.vision.node.view;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import network.vision.api.WhyNotConnected;
import network.vision.api.WhyNotConnected.Reason;
import network.vision.gossip.Why;

/** Why a node is not connected to more peers, in words. */
public final class WhyView {

  /** The reasons of the moment, the most frequent first. */
  public static WhyNotConnected of(Why why) {
    List<Reason> reasons =
        why.counts().entrySet().stream()
            .sorted(
                Comparator.comparing(Map.Entry<Why.Reason, Integer>::getValue)
                    .reversed()
                    .thenComparing(Map.Entry::getKey))
            .map(entry ->
                new Reason(
                    entry.getKey().name().toLowerCase(Locale.ROOT),
                    entry.getValue(),
                    meaning(entry.getKey())))
            .toList();
    return new WhyNotConnected(
        why.connected(), why.outbound(), why.target(), summary(why), reasons);
  }

  private static String summary(Why why) {
    if (why.outbound() >= why.target()) {
      return "This node has as many outbound sessions as it wants.";
    }
    return why.counts().isEmpty()
        ? "Every known peer is connected; more will be dialled when they are heard of."
        : "More sessions are wanted; the reasons say what stands in the way.";
  }

  private static String meaning(Why.Reason reason) {
    return switch (reason) {
      case NO_ADDRESS -> "It asks nobody to dial it.";
      case BANNED -> "It is banned, or misbehaved of late.";
      case WRONG_NETWORK -> "It is of another network.";
      case DIALLED -> "It is being dialled.";
      case REFUSED -> "Nothing listens at its address.";
      case TIMED_OUT -> "Its address does not answer, or there is no way to it.";
      case FAILED -> "The last dial failed otherwise; the peer's page says how.";
      case BACKED_OFF -> "It is left alone for a while.";
      case SAME_GROUP -> "Another of its network group is connected.";
      case NOT_TRIED -> "Its turn has not come.";
    };
  }

  private WhyView() {}
}
