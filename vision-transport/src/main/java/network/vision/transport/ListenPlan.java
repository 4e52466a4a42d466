package network.vision.transport;

import java.util.ArrayList;
import java.util.List;
import network.vision.protocol.HostAndPort;
import network.vision.protocol.IpAddress;

/**
 * Which sockets serve the configured addresses: as few as possible, because two that overlap cannot
 * both be bound.
 *
 * <p>{@code [::]} is always a dual-stack socket, so it serves {@code 0.0.0.0} and everything else
 * on its port; {@code 0.0.0.0} serves every IPv4 address on its port. Without IPv6, {@code [::]} is
 * {@code 0.0.0.0}. With port 0 only equal addresses and the wildcard pair share a socket; others
 * get a port each.
 *
 * <p>Immutable.
 *
 * @param sockets to bind, each once
 * @param places the configured addresses in their order, without doubles
 */
record ListenPlan(List<Socket> sockets, List<Place> places) {

  private static final IpAddress ANY_IPV4 = IpAddress.ofIpv4(0);
  private static final IpAddress ANY_IPV6 = new IpAddress(0, 0);

  /**
   * One socket.
   *
   * @param configured the first address it serves, as the operator wrote it
   */
  record Socket(IpAddress ip, int port, HostAndPort configured) {

    private boolean serves(IpAddress other, int otherPort) {
      if (port != otherPort) {
        return false;
      }
      if (ip.equals(other) || (ip.equals(ANY_IPV6) && other.equals(ANY_IPV4))) {
        return true;
      }
      return port != 0 && (ip.equals(ANY_IPV6) || (ip.equals(ANY_IPV4) && other.isIpv4()));
    }
  }

  /**
   * One configured address.
   *
   * @param socket index of the socket that serves it
   */
  record Place(IpAddress ip, int socket) {}

  ListenPlan {
    sockets = List.copyOf(sockets);
    places = List.copyOf(places);
  }

  /** The plan for addresses that are all IPs. */
  static ListenPlan of(List<HostAndPort> configured, boolean hasIpv6) {
    List<Socket> wanted = configured.stream().map(address -> wanted(address, hasIpv6)).toList();
    List<Socket> sockets = new ArrayList<>();
    List<Place> places = new ArrayList<>();
    for (Socket socket : wanted) {
      Socket serving = widest(socket, wanted);
      if (!sockets.contains(serving)) {
        sockets.add(serving);
      }
      Place place = new Place(socket.ip(), sockets.indexOf(serving));
      if (!places.contains(place)) {
        places.add(place);
      }
    }
    return new ListenPlan(sockets, places);
  }

  private static Socket wanted(HostAndPort address, boolean hasIpv6) {
    IpAddress ip = IpAddress.parse(address.host()).orElseThrow();
    return new Socket(ip.equals(ANY_IPV6) && !hasIpv6 ? ANY_IPV4 : ip, address.port(), address);
  }

  private static Socket widest(Socket socket, List<Socket> wanted) {
    Socket widest = socket;
    for (Socket other : wanted) {
      if (other.serves(widest.ip(), widest.port())) {
        widest = other.ip().equals(widest.ip()) ? first(widest, wanted) : other;
      }
    }
    return widest;
  }

  private static Socket first(Socket socket, List<Socket> wanted) {
    return wanted.stream()
        .filter(other -> other.ip().equals(socket.ip()) && other.port() == socket.port())
        .findFirst()
        .orElse(socket);
  }
}
