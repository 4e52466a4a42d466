package network.vision.simulation;

import network.vision.protocol.IpAddress;
import network.vision.protocol.PeerAddress;

/** Who lives where: public addresses over many network groups, so that no group is crowded. */
final class AddressPlan {

  /** Listening ports: below the source ports, above the ports of well-known services. */
  private static final int FIRST_PORT = 20_000;

  private static final int PORTS = 10_000;
  private static final int GROUPS = 1_000;
  private static final int SECOND_OCTETS = 250;
  private static final int FIRST_OCTET = 20;

  /** The public address of the node number {@code index}: one of a thousand /16, its own port. */
  static PeerAddress of(int index) {
    return new PeerAddress(ip(index % GROUPS, index / GROUPS + 1), port(index));
  }

  /** The port of the node number {@code index}. */
  static int port(int index) {
    return FIRST_PORT + index % PORTS;
  }

  /**
   * A public IPv4 address.
   *
   * @param group which /16, 0–9,999
   * @param host which one in it, 1–65,535
   */
  static IpAddress ip(int group, int host) {
    int first = FIRST_OCTET + group / SECOND_OCTETS;
    int second = 1 + group % SECOND_OCTETS;
    return IpAddress.ofIpv4(first << 24 | second << 16 | host);
  }

  /**
   * An address where nobody lives, in one of nine thousand groups beyond those of {@link #of}.
   *
   * @param number 0–500,000,000
   */
  static PeerAddress anywhere(int number) {
    return new PeerAddress(ip(1_000 + number % 9_000, 1 + number / 9_000), port(number));
  }

  /** An address inside the NAT box number {@code box}. */
  static IpAddress inside(int box, int host) {
    return IpAddress.ofIpv4(10 << 24 | box << 8 | host);
  }

  private AddressPlan() {}
}
