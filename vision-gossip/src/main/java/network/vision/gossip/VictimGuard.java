package network.vision.gossip;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import network.vision.protocol.IpAddress;
import network.vision.protocol.PeerAddress;

/**
 * Keeps gossip from aiming us at somebody who is no peer.
 *
 * <p>On hearsay we dial at most {@value #MAX_PORTS} ports of one public IP within any hour, none
 * below 1024, and none where a well-known service listens. The last {@value #MAX_IPS} IPs are
 * remembered; an attacker who names more of them than that within an hour spends the dialler's own
 * rate on it. Owner: the loop thread.
 */
final class VictimGuard {

  private static final int MAX_PORTS = 4;
  private static final int MAX_IPS = 16_384;
  private static final int FIRST_FREE_PORT = 1_024;
  private static final long HOUR_MILLIS = 3_600_000;

  /**
   * Databases, caches, remote desktops, queues, name service, proxies: what hurts when strangers
   * knock.
   */
  private static final Set<Integer> SERVICES =
      Set.of(
          1080, 1433, 1521, 1723, 2049, 2375, 2376, 3128, 3268, 3306, 3389, 5060, 5061, 5353, 5432,
          5672, 5900, 5901, 5984, 5985, 5986, 6379, 6443, 6667, 8080, 8086, 8443, 9042, 9092, 9200,
          9300, 10250, 11211, 25565, 27017);

  /** When which port of an IP was last dialled, by {@link Now#millis}. */
  private final Map<IpAddress, Map<Integer, Long>> dialled = Bounded.map(MAX_IPS);

  /** Whether hearsay may make us dial {@code address}; counts it. */
  boolean mayDial(Now now, PeerAddress address) {
    if (address.port() < FIRST_FREE_PORT || SERVICES.contains(address.port())) {
      return false;
    }
    Map<Integer, Long> ports = dialled.computeIfAbsent(address.ip(), ip -> new HashMap<>());
    ports.values().removeIf(atMillis -> now.millis() - atMillis >= HOUR_MILLIS);
    if (ports.size() >= MAX_PORTS && !ports.containsKey(address.port())) {
      return false;
    }
    ports.put(address.port(), now.millis());
    return true;
  }
}
