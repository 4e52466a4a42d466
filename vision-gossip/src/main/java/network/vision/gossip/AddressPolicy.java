package network.vision.gossip;

import java.util.List;
import network.vision.protocol.AddressScope;
import network.vision.protocol.IpAddress;
import network.vision.protocol.IpRange;

/**
 * Which addresses may be peers, and which of them share a fate.
 *
 * <p>A network group is what one party can cheaply fill: a /16 of IPv4, a /32 of IPv6. A 6to4
 * address belongs to the group of the IPv4 address in it. A private or loopback address is a group
 * of its own. Immutable.
 *
 * @param isPrivateAllowed whether private addresses are peers
 * @param publicRanges ranges that count as public although the registries say otherwise
 */
record AddressPolicy(boolean isPrivateAllowed, List<IpRange> publicRanges) {

  private static final IpRange SIX_TO_FOUR = IpRange.parse("2002::/16").orElseThrow();

  AddressPolicy {
    publicRanges = List.copyOf(publicRanges);
  }

  /** Whether {@code ip} may be believed, dialled on hearsay and told to others. */
  boolean isAcceptable(IpAddress ip) {
    return switch (AddressScope.of(ip)) {
      case GLOBAL -> true;
      case PRIVATE -> isPrivateAllowed || isDeclaredPublic(ip);
      case UNUSABLE -> false;
    };
  }

  /** Whether {@code ip} can be reached from everywhere. */
  boolean isPublic(IpAddress ip) {
    return AddressScope.of(ip) == AddressScope.GLOBAL || isDeclaredPublic(ip);
  }

  /** The group of {@code ip}, as a number. */
  long group(IpAddress ip) {
    if (!isPublic(ip)) {
      return ip.high() * 31 + ip.low();
    }
    if (ip.isIpv4()) {
      return ipv4Group((int) ip.low());
    }
    if (SIX_TO_FOUR.contains(ip)) {
      return ipv4Group((int) (ip.high() >>> 16));
    }
    return ip.high() >>> 32;
  }

  private static long ipv4Group(int bits) {
    return (1L << 32) | (bits >>> 16);
  }

  private boolean isDeclaredPublic(IpAddress ip) {
    return publicRanges.stream().anyMatch(range -> range.contains(ip));
  }
}
