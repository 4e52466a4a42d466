package network.vision.node.running;

import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import network.vision.protocol.AddressScope;
import network.vision.protocol.IpAddress;
import network.vision.protocol.PeerAddress;

/** The addresses of this machine that stand for a wildcard when people are told where we listen. */
final class LocalAddresses {

  /** Where we can be reached on our own network, for each address of {@code listening}. */
  static List<PeerAddress> shown(List<PeerAddress> listening) {
    return listening.stream()
        .flatMap(address ->
            address.ip().isUnspecified()
                ? best(address.ip().isIpv4())
                    .map(ip -> new PeerAddress(ip, address.port()))
                    .stream()
                : Stream.of(address))
        .distinct()
        .toList();
  }

  /** The same, and behind them the wildcards themselves: what comes in there is for us too. */
  static List<PeerAddress> withWildcards(List<PeerAddress> listening) {
    return Stream.concat(shown(listening).stream(), listening.stream()).distinct().toList();
  }

  /** Where a browser on this machine finds what listens at {@code address}. */
  static PeerAddress browsable(PeerAddress address) {
    if (!address.ip().isUnspecified()) {
      return address;
    }
    return new PeerAddress(IpAddress.parse("127.0.0.1").orElseThrow(), address.port());
  }

  /** Loopback stands for IPv4 where there is no network; for IPv6 nothing does. */
  private static Optional<IpAddress> best(boolean isIpv4) {
    Optional<IpAddress> found =
        all()
            .filter(ip -> ip.isIpv4() == isIpv4)
            .filter(ip -> isIpv4 || !isLinkLocal(ip))
            .min(Comparator.comparing(AddressScope::of).thenComparing(Comparator.naturalOrder()));
    return isIpv4 ? found.or(() -> IpAddress.parse("127.0.0.1")) : found;
  }

  private static Stream<IpAddress> all() {
    try {
      return NetworkInterface.networkInterfaces()
          .filter(LocalAddresses::isOnline)
          .flatMap(NetworkInterface::inetAddresses)
          .map(IpAddress::of);
    } catch (SocketException e) {
      return Stream.empty();
    }
  }

  private static boolean isOnline(NetworkInterface card) {
    try {
      return card.isUp() && !card.isLoopback();
    } catch (SocketException e) {
      return false;
    }
  }

  private static boolean isLinkLocal(IpAddress ip) {
    return ip.toInetAddress().isLinkLocalAddress();
  }

  private LocalAddresses() {}
}
