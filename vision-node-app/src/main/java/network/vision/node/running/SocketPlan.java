package network.vision.node.running;

import java.util.ArrayList;
import java.util.List;
import network.vision.node.config.NodeConfig;
import network.vision.protocol.HostAndPort;
import network.vision.protocol.IpAddress;

/**
 * Which of the two servers opens which sockets. Where the addresses for peers and for HTTP overlap,
 * the transport opens them all and hands HTTP on; else each opens its own.
 *
 * <p>Immutable. Source: {@code docs/PROTOCOL.md §1}.
 *
 * @param transport where the transport listens
 * @param api where the HTTP server listens; empty when the socket is shared
 * @param apiHost the address that the operator wants HTTP on
 */
record SocketPlan(List<HostAndPort> transport, List<HostAndPort> api, IpAddress apiHost) {

  SocketPlan {
    transport = List.copyOf(transport);
    api = List.copyOf(api);
  }

  static SocketPlan of(NodeConfig config) {
    IpAddress host = config.api().host();
    HostAndPort http = new HostAndPort(host.toString(), config.api().port());
    List<HostAndPort> p2p = config.p2p().listen();
    if (p2p.stream().noneMatch(place -> overlap(place, http))) {
      return new SocketPlan(p2p, List.of(http), host);
    }
    List<HostAndPort> all = new ArrayList<>(p2p);
    if (p2p.stream().noneMatch(place -> covers(place, http))) {
      all.add(http);
    }
    return new SocketPlan(all, List.of(), host);
  }

  /** Whether one socket serves peers and HTTP. */
  boolean isShared() {
    return api.isEmpty();
  }

  /** Whether HTTP is answered on a connection to our address {@code local}. */
  boolean isHttpAnsweredOn(IpAddress local) {
    return covers(apiHost, local);
  }

  private static boolean overlap(HostAndPort one, HostAndPort other) {
    return covers(one, other) || covers(other, one);
  }

  private static boolean covers(HostAndPort wide, HostAndPort narrow) {
    return wide.port() == narrow.port() && wide.port() != 0 && covers(ip(wide), ip(narrow));
  }

  /** {@code ::} is bound for both families. */
  private static boolean covers(IpAddress wide, IpAddress narrow) {
    if (wide.equals(narrow)) {
      return true;
    }
    return wide.isUnspecified() && (!wide.isIpv4() || narrow.isIpv4());
  }

  private static IpAddress ip(HostAndPort place) {
    return IpAddress.parse(place.host()).orElseThrow();
  }
}
