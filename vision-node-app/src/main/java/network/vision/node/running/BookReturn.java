package network.vision.node.running;

import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import network.vision.gossip.Ban;
import network.vision.gossip.Event;
import network.vision.gossip.KnownPeer;
import network.vision.store.LoadedPeers;
import network.vision.store.PeerStore;
import network.vision.store.StoredBan;
import network.vision.store.StoredPeer;

/**
 * What the core is told of the store: the bans, then the peers, those that were ever reached before
 * those that were only heard of, and of each those first that changed last; so what worked finds
 * its place in the book before what is only said.
 *
 * <p>No more peers than the book has places for: what finds no place there stays in the file, since
 * it may find one after the next start, and the file would grow for ever.
 */
final class BookReturn {

  /** Most peers that are told at once: some milliseconds' work. */
  static final int PART = 1_000;

  private final List<StoredBan> bans;
  private final List<StoredPeer> inOrder;
  private final int kept;

  /**
   * Nothing is told yet.
   *
   * @param places how many addresses the book has room for
   */
  BookReturn(LoadedPeers stored, int places) {
    this.bans = stored.bans();
    this.inOrder =
        stored.peers().reversed().stream()
            .sorted(Comparator.comparing(peer -> !isReached(peer)))
            .toList();
    this.kept = Math.min(places, inOrder.size());
  }

  /** How many peers are too many. */
  int excess() {
    return inOrder.size() - kept;
  }

  /** How many peers the core is told of. */
  int kept() {
    return kept;
  }

  /** Forgets the peers that are too many. */
  void forgetExcess(PeerStore store) {
    inOrder.subList(kept, inOrder.size()).forEach(peer -> store.forget(peer.key()));
  }

  /**
   * Tells it, in parts that keep the loop for some milliseconds each.
   *
   * @param recordSequence the largest sequence of our own records so far
   * @param listener is told; false: he wants no more of it
   * @return whether he was told all of it
   */
  boolean tell(long recordSequence, Predicate<Event> listener) {
    List<Ban> known = bans.stream().flatMap(ban -> RememberingBans.known(ban).stream()).toList();
    boolean isWanted = listener.test(new Event.BansLoaded(known));
    int from = 0;
    for (; isWanted && kept - from > PART; from += PART) {
      isWanted = listener.test(new Event.PeersRead(part(from, from + PART)));
    }
    return isWanted && listener.test(new Event.PeersLoaded(part(from, kept), recordSequence));
  }

  private List<KnownPeer> part(int from, int to) {
    return inOrder.subList(from, to).stream().map(Remembering::known).toList();
  }

  private static boolean isReached(StoredPeer peer) {
    return peer.addresses().stream().anyMatch(address -> address.history().lastSuccess() != null);
  }
}
