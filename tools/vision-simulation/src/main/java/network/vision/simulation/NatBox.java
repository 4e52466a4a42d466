package network.vision.simulation;

import java.util.HashMap;
import java.util.Map;
import network.vision.protocol.IpAddress;
import network.vision.protocol.PeerAddress;
import org.jspecify.annotations.Nullable;

/**
 * A router at home: those inside dial out under its public IP; nobody outside reaches them but
 * through a mapped port.
 */
final class NatBox {

  private final IpAddress publicIp;
  private final Map<Integer, PeerAddress> insideByPort = new HashMap<>();

  NatBox(IpAddress publicIp) {
    this.publicIp = publicIp;
  }

  IpAddress publicIp() {
    return publicIp;
  }

  /** Forwards a public port to {@code inside}. */
  PeerAddress map(int port, PeerAddress inside) {
    insideByPort.put(port, inside);
    return new PeerAddress(publicIp, port);
  }

  void unmap(int port) {
    insideByPort.remove(port);
  }

  @Nullable PeerAddress inside(int port) {
    return insideByPort.get(port);
  }
}
