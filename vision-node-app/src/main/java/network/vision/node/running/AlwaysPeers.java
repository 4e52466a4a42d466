package network.vision.node.running;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import network.vision.gossip.Event;
import network.vision.node.outlet.OperatorLog;
import network.vision.protocol.HostAndPort;

/**
 * Peers to keep connected that the core does not keep by itself: those with a name, whose address
 * may change, and those that came while the node ran. Each is looked up and wanted anew with every
 * {@link #wantAll}.
 *
 * <p>At most {@value #MOST}. Any thread.
 */
final class AlwaysPeers {

  static final int MOST = 256;

  private final SeedNames names;
  private final Set<HostAndPort> peers = new LinkedHashSet<>();

  AlwaysPeers(Mailbox mailbox, OperatorLog log) {
    this.names =
        new SeedNames((peer, addresses) -> {
          if (addresses.isEmpty()) {
            log.nameUnknown(peer);
          } else {
            mailbox.deliver(new Event.DialWanted(addresses.getFirst()));
          }
        });
  }

  /** Keeps {@code more} connected from now on. */
  void keep(List<HostAndPort> more) {
    more.forEach(this::keep);
  }

  /** Keeps {@code peer} connected from now on; false: there is no room. */
  boolean keep(HostAndPort peer) {
    synchronized (peers) {
      if (peers.size() >= MOST && !peers.contains(peer)) {
        return false;
      }
      peers.add(peer);
    }
    want(peer);
    return true;
  }

  /** Has {@code peer} dialled once, now. */
  void want(HostAndPort peer) {
    names.resolve(peer);
  }

  /** Has all of them dialled that are not connected. */
  void wantAll() {
    List<HostAndPort> all;
    synchronized (peers) {
      all = List.copyOf(peers);
    }
    all.forEach(this::want);
  }
}
