package network.vision.node.running;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import network.vision.gossip.Event;
import network.vision.node.outlet.AdapterMeters;
import network.vision.node.outlet.OperatorLog;
import network.vision.protocol.HostAndPort;
import network.vision.protocol.PeerAddress;

/**
 * Peers to keep connected that the core does not keep by itself: those with a name, whose address
 * may change, and those that came while the node ran. Each is looked up anew with every {@link
 * #wantAll}, and dialled if it is not connected there.
 *
 * <p>At most {@value #MOST}. Any thread.
 */
final class AlwaysPeers {

  static final int MOST = 256;

  private final SeedNames names;
  private final Set<HostAndPort> peers = new LinkedHashSet<>();

  AlwaysPeers(Outward outward, AdapterMeters meters, Mailbox mailbox, OperatorLog log) {
    this.names =
        new SeedNames(
            outward,
            meters,
            (peer, addresses) -> {
              if (addresses.isEmpty()) {
                log.nameUnknown(peer);
              } else {
                want(mailbox, addresses.getFirst());
              }
            });
  }

  /** Keeps {@code peer} connected, from the next {@link #wantAll} on; false: there is no room. */
  boolean keep(HostAndPort peer) {
    synchronized (peers) {
      if (peers.size() >= MOST && !peers.contains(peer)) {
        return false;
      }
      peers.add(peer);
      return true;
    }
  }

  /** Has all of them dialled that are not connected. */
  void wantAll() {
    List<HostAndPort> all;
    synchronized (peers) {
      all = List.copyOf(peers);
    }
    all.forEach(names::resolve);
  }

  private static void want(Mailbox mailbox, PeerAddress address) {
    var _ =
        mailbox
            .ask(view -> DialDesk.isConnected(view, address))
            .thenAccept(isConnected -> {
              if (!isConnected) {
                mailbox.deliver(new Event.DialWanted(address));
              }
            });
  }
}
