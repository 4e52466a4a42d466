package network.vision.upnp;

import network.vision.protocol.AddressScope;
import network.vision.protocol.IpAddress;
import org.jspecify.annotations.Nullable;

/**
 * A router that answers, as it describes itself. None of it is proven: a router may not know that
 * its own address is translated once more.
 *
 * <p>Immutable.
 *
 * @param protocol how it is asked
 * @param address its address on our side
 * @param description its name for humans, printable ASCII of at most 64 characters; empty where the
 *     protocol has none
 * @param externalIp its address on the far side; null while it has or tells none
 */
public record Router(
    MappingProtocol protocol,
    IpAddress address,
    String description,
    @Nullable IpAddress externalIp) {

  /**
   * Whether the router's own outer address is not a public one, so that another NAT (a second
   * router, or the provider's) stands between it and the world; false while the address is unknown.
   */
  public boolean isBehindAnotherNat() {
    return externalIp != null && AddressScope.of(externalIp) != AddressScope.GLOBAL;
  }

  /** The same router with another outer address. */
  Router at(@Nullable IpAddress newExternalIp) {
    return new Router(protocol, address, description, newExternalIp);
  }
}
