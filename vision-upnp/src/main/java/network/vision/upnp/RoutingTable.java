package network.vision.upnp;

import java.nio.ByteOrder;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import network.vision.protocol.IpAddress;
import org.jspecify.annotations.Nullable;

/**
 * Routing tables as systems print them, read for one thing: the router of the default route with
 * the lowest metric.
 *
 * <p>A line that does not look as expected is passed over. Source: proc(5), {@code
 * /proc/net/route}; Linux {@code net/ipv6/route.c}, {@code rt6_print}; netstat(1) of BSD, macOS and
 * Windows.
 */
final class RoutingTable {

  /** Interface, destination 0, router, flags, references, use, metric, mask 0. */
  private static final Pattern LINUX_IPV4 =
      Pattern.compile(
          "(\\S+)\\s+0{8}\\s+(\\p{XDigit}{8})\\s+(\\p{XDigit}{4})"
              + "\\s+\\S+\\s+\\S+\\s+(\\d{1,10})\\s+0{8}\\s.*");

  /** Destination 0 of length 0, source, router, metric, references, use, flags, interface. */
  private static final Pattern LINUX_IPV6 =
      Pattern.compile(
          "0{32} 00 \\p{XDigit}{32} \\p{XDigit}{2} (\\p{XDigit}{16})(\\p{XDigit}{16})"
              + " (\\p{XDigit}{8}) \\p{XDigit}{8} \\p{XDigit}{8} (\\p{XDigit}{8})\\s+(\\S+)\\s*");

  /**
   * {@code default}, or 0.0.0.0 with its mask 0.0.0.0, then an IPv4 address that is not 0.0.0.0.
   */
  private static final Pattern NETSTAT =
      Pattern.compile(
          "\\s*(?:default|0\\.0\\.0\\.0\\s+0\\.0\\.0\\.0)"
              + "\\s+([1-9]\\d*\\.\\d+\\.\\d+\\.\\d+)(?:\\s.*)?");

  private static final int UP_AND_GATEWAY = 3;

  private RoutingTable() {}

  /**
   * A router on a link.
   *
   * @param ip its address, of IPv6 mostly one that means something on its link only
   * @param link the name of the interface; empty where it does not matter
   */
  record NextHop(IpAddress ip, String link) {}

  /**
   * Reads {@code /proc/net/route}: numbers in hexadecimal, addresses in the machine's byte order.
   */
  static Optional<NextHop> parseLinuxIpv4(List<String> lines) {
    Best best = new Best();
    for (String line : lines) {
      Matcher fields = LINUX_IPV4.matcher(line);
      if (fields.matches() && isUsable(fields.group(3))) {
        int bits = HexFormat.fromHexDigits(fields.group(2));
        boolean isReversed = ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN;
        IpAddress ip = IpAddress.ofIpv4(isReversed ? Integer.reverseBytes(bits) : bits);
        best.take(new NextHop(ip, fields.group(1)), Long.parseLong(fields.group(4)));
      }
    }
    return best.hop();
  }

  /** Reads {@code /proc/net/ipv6_route}: everything in hexadecimal. */
  static Optional<NextHop> parseLinuxIpv6(List<String> lines) {
    Best best = new Best();
    for (String line : lines) {
      Matcher fields = LINUX_IPV6.matcher(line);
      if (fields.matches() && isUsable(fields.group(4))) {
        long high = HexFormat.fromHexDigitsToLong(fields.group(1));
        long low = HexFormat.fromHexDigitsToLong(fields.group(2));
        NextHop hop = new NextHop(new IpAddress(high, low), fields.group(5));
        best.take(hop, HexFormat.fromHexDigitsToLong(fields.group(3)));
      }
    }
    return best.hop();
  }

  /** Reads what {@code netstat -rn} prints, where the best default route comes first. */
  static Optional<NextHop> parseNetstat(List<String> lines) {
    for (String line : lines) {
      Matcher fields = NETSTAT.matcher(line);
      if (fields.matches()) {
        Optional<IpAddress> ip = IpAddress.parse(fields.group(1));
        if (ip.isPresent()) {
          return Optional.of(new NextHop(ip.get(), ""));
        }
      }
    }
    return Optional.empty();
  }

  private static boolean isUsable(String flags) {
    return (HexFormat.fromHexDigits(flags) & UP_AND_GATEWAY) == UP_AND_GATEWAY;
  }

  /** The hop with the lowest metric, of equal ones the first, as the kernel chooses. */
  private static final class Best {
    private @Nullable NextHop hop;
    private long metric;

    void take(NextHop other, long otherMetric) {
      if (hop == null || otherMetric < metric) {
        hop = other;
        metric = otherMetric;
      }
    }

    Optional<NextHop> hop() {
      return Optional.ofNullable(hop);
    }
  }
}
