package network.vision.upnp;

import java.time.Duration;
import java.util.Optional;
import network.vision.protocol.IpAddress;
import network.vision.protocol.PeerAddress;

/**
 * A port of the router that leads to a port of ours.
 *
 * <p>Immutable.
 *
 * @param internal where the router sends what arrives: our address on its side, and the local port
 * @param externalPort the router's port, 1–65535; another one than ours when ours was taken
 * @param lease how long the router keeps it unless asked again; zero: until it is removed
 * @param router who gave it
 */
public record PortMapping(PeerAddress internal, int externalPort, Duration lease, Router router) {

  /** Where others reach us if the router is right; empty while its outer address is unknown. */
  public Optional<PeerAddress> external() {
    IpAddress ip = router.externalIp();
    return ip == null ? Optional.empty() : Optional.of(new PeerAddress(ip, externalPort));
  }

  /** Whether {@code other} differs in its lease alone. */
  boolean isAtSamePlace(PortMapping other) {
    return externalPort == other.externalPort
        && internal.equals(other.internal)
        && router.equals(other.router);
  }
}
