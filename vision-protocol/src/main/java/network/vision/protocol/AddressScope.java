package network.vision.protocol;

import java.util.List;
import java.util.stream.Stream;

/**
 * Who can reach an address: everybody, only its own network, or nobody.
 *
 * <p>Source: the IANA registries of special-purpose IPv4 and IPv6 addresses (RFC 6890 and its
 * updates). Of IPv6 only {@code 2000::/3} is given out, so all else is not global. A 6to4 or NAT64
 * address is as global as the IPv4 address in it.
 */
public enum AddressScope {
  /** Globally reachable. */
  GLOBAL,
  /** Of a host, a link, a site, a provider's inside, a laboratory or a book. */
  PRIVATE,
  /** Never the address of one host: unspecified, multicast, broadcast, reserved. */
  UNUSABLE;

  private static final List<IpRange> UNUSABLE_RANGES =
      ranges("0.0.0.0/8", "224.0.0.0/4", "240.0.0.0/4", "::/128", "ff00::/8");

  private static final List<IpRange> PRIVATE_IPV4_RANGES =
      ranges(
          "10.0.0.0/8",
          "100.64.0.0/10",
          "127.0.0.0/8",
          "169.254.0.0/16",
          "172.16.0.0/12",
          "192.0.0.0/24",
          "192.0.2.0/24",
          "192.88.99.0/24",
          "192.168.0.0/16",
          "198.18.0.0/15",
          "198.51.100.0/24",
          "203.0.113.0/24");

  private static final List<IpRange> PRIVATE_IN_GIVEN_OUT_IPV6 =
      ranges("2001::/23", "2001:db8::/32", "3fff::/20");

  private static final IpRange GIVEN_OUT_IPV6 = range("2000::/3");
  private static final IpRange SIX_TO_FOUR = range("2002::/16");
  private static final IpRange NAT64 = range("64:ff9b::/96");

  /** The scope of {@code ip}. */
  public static AddressScope of(IpAddress ip) {
    if (isIn(UNUSABLE_RANGES, ip)) {
      return UNUSABLE;
    }
    if (ip.isIpv4()) {
      return isIn(PRIVATE_IPV4_RANGES, ip) ? PRIVATE : GLOBAL;
    }
    if (SIX_TO_FOUR.contains(ip)) {
      return of(IpAddress.ofIpv4((int) (ip.high() >>> 16)));
    }
    if (NAT64.contains(ip)) {
      return of(IpAddress.ofIpv4((int) ip.low()));
    }
    return GIVEN_OUT_IPV6.contains(ip) && !isIn(PRIVATE_IN_GIVEN_OUT_IPV6, ip) ? GLOBAL : PRIVATE;
  }

  private static boolean isIn(List<IpRange> ranges, IpAddress ip) {
    for (IpRange range : ranges) {
      if (range.contains(ip)) {
        return true;
      }
    }
    return false;
  }

  private static List<IpRange> ranges(String... texts) {
    return Stream.of(texts).map(AddressScope::range).toList();
  }

  private static IpRange range(String text) {
    return IpRange.parse(text).orElseThrow();
  }
}
