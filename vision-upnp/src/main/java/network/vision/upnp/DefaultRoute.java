package network.vision.upnp;

import java.io.IOException;
import java.io.InputStream;
import java.net.DatagramSocket;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.InterfaceAddress;
import java.net.NetworkInterface;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import network.vision.protocol.AddressScope;
import network.vision.protocol.IpAddress;
import network.vision.protocol.IpRange;
import network.vision.upnp.RoutingTable.NextHop;
import org.jspecify.annotations.Nullable;

/**
 * Where packets for the world leave this machine.
 *
 * <p>Immutable; a changed route is another value. Looking it up sends nothing: on Linux the
 * kernel's table is read, on other systems {@code netstat -rn} is run, and our own address is the
 * one the system would send from.
 *
 * @param source our address on that link, as the router sees it
 * @param onLink the addresses that are reached without a router
 * @param gateway the router, of IPv6 with its zone; null where the system does not tell
 */
record DefaultRoute(IpAddress source, IpRange onLink, @Nullable InetAddress gateway) {

  private static final Path LINUX_IPV4 = Path.of("/proc/net/route");
  private static final Path LINUX_IPV6 = Path.of("/proc/net/ipv6_route");

  /** Addresses behind every default route: of the ranges for documentation, and never sent to. */
  private static final IpAddress FAR_IPV4 = IpAddress.ofIpv4(0xC0_00_02_01);

  private static final IpAddress FAR_IPV6 = new IpAddress(0x2001_0db8_0000_0000L, 1);

  private static final Duration NETSTAT_TIME = Duration.ofSeconds(2);
  private static final int NETSTAT_BYTES = 256 * 1024;
  private static final int DISCARD = 9;

  /** The IPv4 default route; empty if there is none, or if it has no router (a tunnel). */
  static Optional<DefaultRoute> ipv4() {
    try {
      if (!Files.exists(LINUX_IPV4)) {
        Optional<NextHop> hop = RoutingTable.parseNetstat(netstat().lines().toList());
        return Optional.of(towards(FAR_IPV4, hop.map(h -> h.ip().toInetAddress()).orElse(null)));
      }
      Optional<NextHop> hop = RoutingTable.parseLinuxIpv4(Files.readAllLines(LINUX_IPV4));
      return hop.isPresent()
          ? Optional.of(towards(hop.get().ip(), hop.get().ip().toInetAddress()))
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** The IPv6 default route; empty if there is none, or if the system is not Linux. */
  static Optional<DefaultRoute> ipv6() {
    try {
      if (!Files.exists(LINUX_IPV6)) {
        return Optional.empty();
      }
      Optional<NextHop> hop = RoutingTable.parseLinuxIpv6(Files.readAllLines(LINUX_IPV6));
      return hop.isPresent() ? Optional.of(towards(FAR_IPV6, onLink(hop.get()))) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Whether the router, or our own address where the router is unknown, is in {@code ranges}. */
  boolean isIn(List<IpRange> ranges) {
    IpAddress ip = gateway == null ? source : IpAddress.of(gateway);
    return ranges.stream().anyMatch(range -> range.contains(ip));
  }

  /** With a public IPv4 address of our own there is nothing to map. */
  boolean isPublic() {
    return source.isIpv4() && AddressScope.of(source) == AddressScope.GLOBAL;
  }

  /**
   * Whether {@code ip} may be the router: the gateway where it is known, and no other, because what
   * comes in through another router would be answered through this one; else any host of the link.
   */
  boolean mayBeRouter(IpAddress ip) {
    return gateway == null ? onLink.contains(ip) : IpAddress.of(gateway).equals(ip);
  }

  private static DefaultRoute towards(IpAddress far, @Nullable InetAddress gateway)
      throws IOException {
    try (DatagramSocket socket = new DatagramSocket()) {
      socket.connect(new InetSocketAddress(far.toInetAddress(), DISCARD));
      InetAddress source = socket.getLocalAddress();
      NetworkInterface link = NetworkInterface.getByInetAddress(source);
      if (link == null || link.isLoopback()) {
        throw new IOException("no link leads to " + far);
      }
      IpAddress ip = IpAddress.of(source);
      int prefixBits = 128;
      for (InterfaceAddress address : link.getInterfaceAddresses()) {
        if (address.getAddress().equals(source)) {
          prefixBits = address.getNetworkPrefixLength() + (ip.isIpv4() ? 96 : 0);
        }
      }
      return new DefaultRoute(ip, IpRange.around(ip, prefixBits), gateway);
    }
  }

  private static InetAddress onLink(NextHop hop) throws IOException {
    byte[] bytes = hop.ip().toInetAddress().getAddress();
    return Inet6Address.getByAddress(null, bytes, NetworkInterface.getByName(hop.link()));
  }

  private static String netstat() throws IOException {
    Process process = new ProcessBuilder("netstat", "-rn").redirectErrorStream(true).start();
    CompletableFuture.delayedExecutor(NETSTAT_TIME.toMillis(), TimeUnit.MILLISECONDS)
        .execute(process::destroyForcibly);
    try (InputStream out = process.getInputStream()) {
      return new String(out.readNBytes(NETSTAT_BYTES), Charset.defaultCharset());
    }
  }
}
