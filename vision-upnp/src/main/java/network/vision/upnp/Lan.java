package network.vision.upnp;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import network.vision.protocol.IpAddress;

/**
 * Where routers are looked for, in one address family.
 *
 * <p>Immutable.
 *
 * @param route looks up the default route; may wait 2 s
 * @param ssdp where UPnP gateways are searched
 * @param portControlPort where PCP and NAT-PMP are spoken
 * @param protocols which are tried
 */
record Lan(
    Supplier<Optional<DefaultRoute>> route,
    InetSocketAddress ssdp,
    int portControlPort,
    Set<MappingProtocol> protocols) {

  private static final InetAddress SSDP_GROUP = IpAddress.ofIpv4(0xEF_FF_FF_FA).toInetAddress();
  private static final InetSocketAddress SSDP = new InetSocketAddress(SSDP_GROUP, 1900);
  private static final int PORT_CONTROL = 5351;

  /** The link of the IPv4 default route, with every protocol. */
  static Lan ipv4() {
    return new Lan(DefaultRoute::ipv4, SSDP, PORT_CONTROL, EnumSet.allOf(MappingProtocol.class));
  }

  /** The link of the IPv6 default route, where only PCP opens ports. */
  static Lan ipv6() {
    return new Lan(DefaultRoute::ipv6, SSDP, PORT_CONTROL, EnumSet.of(MappingProtocol.PCP));
  }

  Lan {
    protocols = Set.copyOf(protocols);
  }

  boolean hasUpnp() {
    return protocols.contains(MappingProtocol.UPNP_IGD1)
        || protocols.contains(MappingProtocol.UPNP_IGD2);
  }
}
