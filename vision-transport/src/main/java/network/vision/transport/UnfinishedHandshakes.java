package network.vision.transport;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import network.vision.protocol.IpAddress;
import network.vision.protocol.IpRange;
import org.jspecify.annotations.Nullable;

/**
 * The accepted sockets that have not introduced themselves, and who of them gives way when there
 * are too many.
 *
 * <p>Goals: an honest peer, whose handshake takes about one round trip, gets in while others hold
 * as many sockets open as they can; and no IP takes all places. How: a newcomer always gets a
 * place. Beyond the cap per IP the oldest of that IP gives way; beyond the cap in all, the oldest
 * of the IP with the most, in the network (IPv4 /16, IPv6 /32) with the most; the older one first
 * where two are equal. So sockets that crowd one network push out each other, and an honest peer
 * elsewhere is touched only when every other network holds as few as its own.
 *
 * <p>What an attacker can still do: with sockets from very many networks, or from the honest peer's
 * own, and more than the cap of them in the round trip that its handshake takes, push it out. It
 * dials again.
 *
 * <p>Cost of a newcomer when full: one pass over the networks and one over the IPs of one, each at
 * most the cap. Safe for all network threads.
 *
 * @param <T> a socket
 */
final class UnfinishedHandshakes<T> {

  private static final int IPV4_NETWORK_BITS = 96 + 16;
  private static final int IPV6_NETWORK_BITS = 32;

  /** Sockets of one network, by IP; the count is theirs together. */
  private final class Network {
    final Map<IpAddress, SequencedMap<T, Long>> byIp = new LinkedHashMap<>();
    int count;
  }

  private final int cap;
  private final int capPerIp;
  private final Map<IpRange, Network> networks = new LinkedHashMap<>();
  private int count;
  private long admitted;

  UnfinishedHandshakes(int cap, int capPerIp) {
    this.cap = cap;
    this.capPerIp = capPerIp;
  }

  /** Gives {@code socket} a place; who must give way for it, if anyone. */
  synchronized Optional<T> admit(IpAddress ip, T socket) {
    Network network = networks.computeIfAbsent(networkOf(ip), _ -> new Network());
    SequencedMap<T, Long> ofIp = network.byIp.computeIfAbsent(ip, _ -> new LinkedHashMap<>());
    ofIp.put(socket, admitted++);
    network.count++;
    count++;
    if (ofIp.size() > capPerIp) {
      return Optional.of(evictOldest(ip, ofIp));
    }
    return count > cap ? Optional.of(evictFromFullest()) : Optional.empty();
  }

  /** Gives up the place of {@code socket}; nothing happens if it has none. */
  synchronized void remove(IpAddress ip, T socket) {
    IpRange range = networkOf(ip);
    Network network = networks.get(range);
    SequencedMap<T, Long> ofIp = network == null ? null : network.byIp.get(ip);
    if (network == null || ofIp == null || ofIp.remove(socket) == null) {
      return;
    }
    count--;
    network.count--;
    if (ofIp.isEmpty()) {
      network.byIp.remove(ip);
    }
    if (network.count == 0) {
      networks.remove(range);
    }
  }

  /** How many have a place. */
  synchronized int count() {
    return count;
  }

  /** Takes the place of the one who should give way next; empty when there is none. */
  synchronized Optional<T> evict() {
    return count == 0 ? Optional.empty() : Optional.of(evictFromFullest());
  }

  private T evictFromFullest() {
    Network fullest = null;
    for (Network network : networks.values()) {
      if (fullest == null
          || network.count > fullest.count
          || (network.count == fullest.count && oldest(network) < oldest(fullest))) {
        fullest = network;
      }
    }
    Map.Entry<IpAddress, SequencedMap<T, Long>> most = null;
    for (var ofIp : require(fullest).byIp.entrySet()) {
      if (most == null
          || ofIp.getValue().size() > most.getValue().size()
          || (ofIp.getValue().size() == most.getValue().size()
              && oldest(ofIp.getValue()) < oldest(most.getValue()))) {
        most = ofIp;
      }
    }
    return evictOldest(require(most).getKey(), require(most).getValue());
  }

  private T evictOldest(IpAddress ip, SequencedMap<T, Long> ofIp) {
    T oldest = ofIp.firstEntry().getKey();
    remove(ip, oldest);
    return oldest;
  }

  private long oldest(Network network) {
    return network.byIp.values().stream().mapToLong(this::oldest).min().orElseThrow();
  }

  private long oldest(SequencedMap<T, Long> ofIp) {
    return ofIp.firstEntry().getValue();
  }

  private static IpRange networkOf(IpAddress ip) {
    return IpRange.around(ip, ip.isIpv4() ? IPV4_NETWORK_BITS : IPV6_NETWORK_BITS);
  }

  private static <V> V require(@Nullable V value) {
    if (value == null) {
      throw new IllegalStateException("nobody to evict");
    }
    return value;
  }
}
