package network.vision.protocol;

import java.net.InetSocketAddress;
import java.util.Optional;

/**
 * Where a peer can be dialled: an IP and a port. There is no address without a port behind the
 * codecs.
 *
 * <p>Immutable.
 *
 * @param ip IPv4 or IPv6
 * @param port 1–65535
 */
public record PeerAddress(IpAddress ip, int port) implements Comparable<PeerAddress> {

  /** The largest port there is. */
  public static final int MAX_PORT = 65_535;

  /**
   * @throws IllegalArgumentException if {@code port} is not 1–65535
   */
  public PeerAddress {
    if (!isPort(port)) {
      throw new IllegalArgumentException("port " + port + " is not 1-" + MAX_PORT);
    }
  }

  /** Whether {@code port} can be dialled, that is 1–65535. */
  public static boolean isPort(long port) {
    return port >= 1 && port <= MAX_PORT;
  }

  /** Reads {@code 192.0.2.1:7072} or {@code [2001:db8::1]:7072}; empty if it is anything else. */
  public static Optional<PeerAddress> parse(String text) {
    int firstColon = text.indexOf(':');
    if (firstColon < 1) {
      return Optional.empty();
    }
    int colon = text.lastIndexOf(':');
    int port = HostAndPort.port(text, colon + 1);
    if (!isPort(port)) {
      return Optional.empty();
    }
    Optional<IpAddress> ip =
        firstColon == colon
            ? IpAddress.parseIpv4(text, colon)
            : bracketed(text, colon).flatMap(IpAddress::parse);
    return ip.isEmpty() ? Optional.empty() : Optional.of(new PeerAddress(ip.get(), port));
  }

  /** The address of {@code socket}, which must be resolved and have a port. */
  public static PeerAddress of(InetSocketAddress socket) {
    return new PeerAddress(IpAddress.of(socket.getAddress()), socket.getPort());
  }

  /** The same address as the JDK knows it. */
  public InetSocketAddress toSocketAddress() {
    return new InetSocketAddress(ip.toInetAddress(), port);
  }

  /** By IP, then by port. */
  @Override
  public int compareTo(PeerAddress other) {
    int byIp = ip.compareTo(other.ip);
    return byIp != 0 ? byIp : Integer.compare(port, other.port);
  }

  /** {@code 192.0.2.1:7072} or {@code [2001:db8::1]:7072}, as {@link #parse} reads it. */
  @Override
  public String toString() {
    return ip.isIpv4() ? ip + ":" + port : "[" + ip + "]:" + port;
  }

  private static Optional<String> bracketed(String text, int end) {
    return text.charAt(0) == '[' && text.charAt(end - 1) == ']'
        ? Optional.of(text.substring(1, end - 1))
        : Optional.empty();
  }
}
