package network.vision.protocol;

import java.util.Optional;

/**
 * A range of addresses in CIDR notation. IPv4 and IPv6 ranges do not meet, except that the range of
 * mapped addresses is IPv4.
 *
 * @param first the lowest address
 * @param prefixBits how many leading bits of the 128 are fixed; an IPv4 prefix of n is 96 + n
 */
public record IpRange(IpAddress first, int prefixBits) {

  private static final int IPV4_OFFSET = 96;

  /**
   * @throws IllegalArgumentException if {@code prefixBits} is not 0–128, or {@code first} has bits
   *     beyond it
   */
  public IpRange {
    if (prefixBits < 0 || prefixBits > 128) {
      throw new IllegalArgumentException("a prefix has 0-128 bits");
    }
    if (!masked(first, prefixBits).equals(first)) {
      throw new IllegalArgumentException(first + " has bits beyond its prefix");
    }
  }

  /**
   * Reads {@code 127.0.0.0/8}, {@code fe80::/10} or a single address; empty if it is anything else.
   */
  public static Optional<IpRange> parse(String text) {
    int slash = text.indexOf('/');
    return IpAddress.parse(slash < 0 ? text : text.substring(0, slash))
        .flatMap(ip -> {
          int offset = ip.isIpv4() ? IPV4_OFFSET : 0;
          int bits = slash < 0 ? 128 - offset : prefix(text.substring(slash + 1));
          return bits < 0 || bits > 128 - offset || !masked(ip, offset + bits).equals(ip)
              ? Optional.empty()
              : Optional.of(new IpRange(ip, offset + bits));
        });
  }

  /** The range of {@code prefixBits} (of 128) that holds {@code ip}. */
  public static IpRange around(IpAddress ip, int prefixBits) {
    return new IpRange(masked(ip, prefixBits), prefixBits);
  }

  /** Whether {@code ip} is in this range. */
  public boolean contains(IpAddress ip) {
    return ((ip.high() ^ first.high()) & mask(prefixBits)) == 0
        && ((ip.low() ^ first.low()) & mask(prefixBits - 64)) == 0
        && ip.isIpv4() == first.isIpv4();
  }

  /** CIDR notation, as {@link #parse} reads it. */
  @Override
  public String toString() {
    return first + "/" + (first.isIpv4() ? prefixBits - IPV4_OFFSET : prefixBits);
  }

  private static int prefix(String text) {
    return text.matches("0|[1-9][0-9]{0,2}") ? Integer.parseInt(text) : -1;
  }

  private static IpAddress masked(IpAddress ip, int bits) {
    return new IpAddress(ip.high() & mask(bits), ip.low() & mask(bits - 64));
  }

  private static long mask(int bits) {
    return bits <= 0 ? 0 : bits >= 64 ? -1 : -1L << (64 - bits);
  }
}
