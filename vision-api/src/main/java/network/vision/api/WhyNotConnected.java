package network.vision.api;

import java.util.List;

/**
 * Why this node is not connected to more peers: the answer to {@code GET /p2p/why}.
 *
 * @param connected sessions
 * @param outbound of those
 * @param outboundTarget how many we want
 * @param summary in a sentence
 * @param reasons what stands in the way of the other known peers, most first
 */
public record WhyNotConnected(
    int connected, int outbound, int outboundTarget, String summary, List<Reason> reasons) {

  /**
   * One thing in the way.
   *
   * @param name such as "refused", "timed_out", "backed_off", "banned", "same_group",
   *     "wrong_network"
   * @param count peers
   * @param meaning in words
   */
  public record Reason(String name, int count, String meaning) {}

  public WhyNotConnected {
    reasons = List.copyOf(reasons);
  }
}
