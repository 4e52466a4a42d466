package network.vision.gossip;

import java.util.HashSet;
import java.util.Set;
import network.vision.protocol.PeerAddress;

/**
 * The dials under way, whoever wanted them: each has an id of its own, and no address is dialled
 * twice at once.
 *
 * <p>Owner: the loop thread.
 */
final class Outgoing {

  private final Set<PeerAddress> addresses = new HashSet<>();
  private long nextConnection = 2;

  boolean isEmpty() {
    return addresses.isEmpty();
  }

  boolean isDialling(PeerAddress address) {
    return addresses.contains(address);
  }

  /** A dial to {@code address} begins, which nobody dials yet. */
  ConnectionId begin(PeerAddress address) {
    addresses.add(address);
    ConnectionId connection = new ConnectionId(nextConnection);
    nextConnection += 2;
    return connection;
  }

  /** The dial to {@code address} has come to its end. */
  void end(PeerAddress address) {
    addresses.remove(address);
  }
}
