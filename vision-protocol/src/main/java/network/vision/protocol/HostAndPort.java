package network.vision.protocol;

import java.util.Optional;

/**
 * A host, by name or by number, and a port, as an operator writes it: a seed, or a place to listen.
 *
 * <p>Immutable.
 *
 * @param host a name or an IP, without brackets; 1–255 visible ASCII characters
 * @param port 0–65535
 */
public record HostAndPort(String host, int port) {

  private static final int MAX_HOST = 255;

  /**
   * @throws IllegalArgumentException if the host or the port is out of range
   */
  public HostAndPort {
    if (!Texts.isVisibleAscii(host, MAX_HOST)) {
      throw new IllegalArgumentException("a host has 1-" + MAX_HOST + " visible characters");
    }
    if (port < 0 || port > PeerAddress.MAX_PORT) {
      throw new IllegalArgumentException("port " + port + " is not 0-" + PeerAddress.MAX_PORT);
    }
  }

  /**
   * Reads {@code host:port}, {@code 192.0.2.1:7072} or {@code [2001:db8::1]:7072}; empty if it is
   * anything else.
   */
  public static Optional<HostAndPort> parse(String text) {
    int colon = text.lastIndexOf(':');
    if (colon < 1 || colon > MAX_HOST + 2) {
      return Optional.empty();
    }
    String host = text.substring(0, colon);
    int port = port(text, colon + 1);
    if (host.startsWith("[") && host.endsWith("]")) {
      host = host.substring(1, host.length() - 1);
      if (host.indexOf(':') < 0) {
        return Optional.empty();
      }
    } else if (host.indexOf(':') >= 0 || host.indexOf('[') >= 0) {
      return Optional.empty();
    }
    return port < 0 || !Texts.isVisibleAscii(host, MAX_HOST)
        ? Optional.empty()
        : Optional.of(new HostAndPort(host, port));
  }

  /** {@code host:port}, an IPv6 host in brackets. */
  @Override
  public String toString() {
    return host.indexOf(':') < 0 ? host + ":" + port : "[" + host + "]:" + port;
  }

  /** The port that {@code text} has from there to its end; -1 if it is none. */
  static int port(String text, int from) {
    int length = text.length() - from;
    if (length < 1 || length > 5 || (length > 1 && text.charAt(from) == '0')) {
      return -1;
    }
    int port = 0;
    for (int i = from; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < '0' || c > '9') {
        return -1;
      }
      port = port * 10 + c - '0';
    }
    return port > PeerAddress.MAX_PORT ? -1 : port;
  }
}
