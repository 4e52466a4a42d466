package network.vision.api;

import io.netty.channel.Channel;
import io.netty.channel.local.LocalAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Optional;
import network.vision.protocol.IpAddress;
import network.vision.protocol.PeerAddress;

/**
 * Who is at the other end of a connection.
 *
 * @param ip of the client itself, also where the connection was relayed inside this process
 * @param isRelayed whether it was
 */
record Client(IpAddress ip, boolean isRelayed) {

  /** The /64 of an IPv6 client: one customer usually has all of it. */
  IpAddress group() {
    return ip.isIpv4() ? ip : new IpAddress(ip.high(), 0);
  }

  /**
   * The client of {@code channel}; empty if it cannot be told. A relayed connection comes from
   * {@code "<remote>|<local>|<unique>"}, both socket addresses as {@link PeerAddress} writes them.
   */
  static Optional<Client> of(Channel channel) {
    SocketAddress remote = channel.remoteAddress();
    if (remote instanceof InetSocketAddress socket && socket.getAddress() != null) {
      return Optional.of(new Client(IpAddress.of(socket.getAddress()), false));
    }
    if (remote instanceof LocalAddress local) {
      String id = local.id();
      int end = id.indexOf('|');
      return PeerAddress.parse(end < 0 ? id : id.substring(0, end))
          .map(address -> new Client(address.ip(), true));
    }
    return Optional.empty();
  }
}
