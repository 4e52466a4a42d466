package network.vision.gossip;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import network.vision.protocol.IpAddress;

/**
 * At which IP others see us. The last word of each network group counts once; an IP wins when at
 * least {@value #GROUPS_NEEDED} groups name it and twice as many as name any other. Fewer liars'
 * groups than that never move our address.
 *
 * <p>At most {@value #MAX_GROUPS} groups are remembered, the longest silent forgotten first. One
 * instance for each family. Owner: the loop thread.
 */
final class Votes {

  private static final int GROUPS_NEEDED = 4;
  private static final int MAX_GROUPS = 64;

  private final Map<Long, IpAddress> byGroup =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, IpAddress> eldest) {
          return size() > MAX_GROUPS;
        }
      };

  void cast(long group, IpAddress seen) {
    byGroup.put(group, seen);
  }

  /** The clear winner; empty: there is none. */
  Optional<IpAddress> winner() {
    Map<IpAddress, Integer> counts = new HashMap<>();
    byGroup.values().forEach(ip -> counts.merge(ip, 1, Integer::sum));
    int most = 0;
    int second = 0;
    IpAddress leader = null;
    for (Map.Entry<IpAddress, Integer> count : counts.entrySet()) {
      if (count.getValue() > most) {
        second = most;
        most = count.getValue();
        leader = count.getKey();
      } else {
        second = Math.max(second, count.getValue());
      }
    }
    return most >= GROUPS_NEEDED && most >= 2 * second
        ? Optional.ofNullable(leader)
        : Optional.empty();
  }
}
