package network.vision.gossip;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import network.vision.protocol.IpAddress;

/**
 * At which IP those see us whom we dialled and are still connected to.
 *
 * <p>Each network group counts once; an IP wins when at least {@value #GROUPS_NEEDED} groups name
 * it, and twice as many as name any other of its family. Liars in fewer groups than that never move
 * our address. Owner: the loop thread.
 */
final class Votes {

  private static final int GROUPS_NEEDED = 4;

  private final Sessions sessions;
  private final AddressPolicy policy;

  Votes(Core core) {
    this.sessions = core.sessions();
    this.policy = core.policy();
  }

  /**
   * The clear winner of a family among sessions that began at {@code sinceMillis} or later; empty:
   * there is none.
   */
  Optional<IpAddress> winner(boolean isIpv4, long sinceMillis) {
    int most = 0;
    int second = 0;
    IpAddress leader = null;
    for (Map.Entry<IpAddress, Integer> count : counts(isIpv4, sinceMillis).entrySet()) {
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

  /** How many groups name each IP of a family. */
  Map<IpAddress, Integer> counts(boolean isIpv4, long sinceMillis) {
    Map<IpAddress, Integer> counts = new HashMap<>();
    Set<Long> groups = new HashSet<>();
    for (Session session : sessions.all()) {
      IpAddress seen = session.handshake.extensions().observedIp();
      if (seen != null
          && session.isOutbound()
          && session.since.millis() >= sinceMillis
          && seen.isIpv4() == isIpv4
          && policy.isAcceptable(seen)
          && groups.add(policy.group(session.remote.ip()))) {
        counts.merge(seen, 1, Integer::sum);
      }
    }
    return counts;
  }
}
