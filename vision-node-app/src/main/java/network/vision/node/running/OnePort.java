package network.vision.node.running;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import network.vision.protocol.HostAndPort;
import network.vision.protocol.IpAddress;

/**
 * Picks one free port for all the addresses that leave it to the system: a handshake has room for
 * one port, so a node that listens at several addresses needs the same at each.
 *
 * <p>Failure: if there is none, or another program is quicker, listening fails and says so.
 */
final class OnePort {

  private static final int ATTEMPTS = 16;

  /** The same places, with one port where there was 0. A wildcard gives one port by itself. */
  static List<HostAndPort> pick(List<HostAndPort> places) {
    List<String> open =
        places.stream()
            .filter(place -> place.port() == 0 && !isWildcard(place))
            .map(HostAndPort::host)
            .distinct()
            .toList();
    if (open.size() < 2) {
      return places;
    }
    int port = freeAt(open);
    return places.stream()
        .map(place -> place.port() == 0 ? new HostAndPort(place.host(), port) : place)
        .toList();
  }

  private static boolean isWildcard(HostAndPort place) {
    return IpAddress.parse(place.host()).filter(IpAddress::isUnspecified).isPresent();
  }

  private static int freeAt(List<String> hosts) {
    for (int i = 0; i < ATTEMPTS; i++) {
      int port = probe(hosts.subList(0, 1), 0);
      if (port != 0 && probe(hosts.subList(1, hosts.size()), port) != 0) {
        return port;
      }
    }
    return 0;
  }

  /** The port that was bound last, at each of {@code hosts}; 0: not at all of them. */
  private static int probe(List<String> hosts, int port) {
    List<ServerSocket> probes = new ArrayList<>();
    try {
      for (String host : hosts) {
        ServerSocket probe = new ServerSocket();
        probes.add(probe);
        probe.bind(new InetSocketAddress(InetAddress.ofLiteral(host), port));
      }
      return probes.getLast().getLocalPort();
    } catch (IOException e) {
      return 0;
    } finally {
      probes.forEach(OnePort::close);
    }
  }

  private static void close(ServerSocket probe) {
    try {
      probe.close();
    } catch (IOException e) {
      // It was never used.
    }
  }

  private OnePort() {}
}
