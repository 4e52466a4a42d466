package network.vision.simulation;

import java.util.Optional;
import network.vision.gossip.KnownAddress;
import network.vision.gossip.KnownPeer;
import network.vision.gossip.Provenance;
import org.jspecify.annotations.Nullable;

/**
 * What must hold for everything a core saves: few addresses a peer, and a proven peer's address
 * that works is never displaced by hearsay.
 */
final class BookRules {

  private static final int MAX_ADDRESSES = 8;

  private final Disk disk;

  /**
   * @param disk what was saved before
   */
  BookRules(Disk disk) {
    this.disk = disk;
  }

  /** What does not hold for a peer to be saved; empty when all does. */
  Optional<String> judge(KnownPeer peer) {
    if (peer.addresses().size() > MAX_ADDRESSES) {
      return Optional.of("keeps " + peer.addresses().size() + " addresses of a peer");
    }
    KnownPeer before = disk.saved(peer.key());
    if (before == null || before.provenKey() == null || before.addresses().isEmpty()) {
      return Optional.empty();
    }
    KnownAddress preferred = before.addresses().getFirst();
    return isWorking(preferred) && isDisplacedByHearsay(preferred, peer)
        ? Optional.of("hearsay displaces " + preferred.address())
        : Optional.empty();
  }

  private static boolean isDisplacedByHearsay(KnownAddress preferred, KnownPeer peer) {
    KnownAddress now = kept(preferred, peer);
    if (now != null && !isWorking(now)) {
      return false;
    }
    KnownAddress first = peer.addresses().isEmpty() ? null : peer.addresses().getFirst();
    return first != null
        && !first.address().equals(preferred.address())
        && first.provenance() == Provenance.GOSSIP
        && !first.isReached();
  }

  private static @Nullable KnownAddress kept(KnownAddress preferred, KnownPeer peer) {
    for (KnownAddress address : peer.addresses()) {
      if (address.address().equals(preferred.address())) {
        return address;
      }
    }
    return null;
  }

  private static boolean isWorking(KnownAddress address) {
    return address.isReached() && address.attempts() == 0;
  }
}
