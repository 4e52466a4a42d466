package network.vision.simulation;

import java.util.HashMap;
import java.util.Map;
import network.vision.protocol.IpAddress;

/** How much the network has carried. */
final class Traffic {

  private long messages;
  private long bytes;
  private long dials;
  private long selfDials;
  private final Map<IpAddress, Long> dialsByIp = new HashMap<>();

  void dialled(IpAddress from, IpAddress to) {
    dials++;
    if (from.equals(to)) {
      selfDials++;
    }
    dialsByIp.merge(to, 1L, Long::sum);
  }

  void carried(int size) {
    messages++;
    bytes += size;
  }

  /** Connections that somebody tried to open. */
  long dials() {
    return dials;
  }

  /** Of these, from an IP to itself. */
  long selfDials() {
    return selfDials;
  }

  /** Of these, to one IP. */
  long dialsTo(IpAddress ip) {
    return dialsByIp.getOrDefault(ip, 0L);
  }

  /** Handshakes and messages sent. */
  long messages() {
    return messages;
  }

  /** Their bytes with frames; 0 when nothing was encoded. */
  long bytes() {
    return bytes;
  }
}
