package network.vision.node.running;

import java.util.List;
import java.util.stream.Stream;
import network.vision.gossip.Event;
import network.vision.store.LoadedPeers;
import network.vision.store.PeerStore;
import network.vision.store.StoredBan;
import network.vision.store.StoredPeer;

/**
 * Has the core told what was stored: the bans, then the peers, part by part, so that the loop meets
 * what happens meanwhile; the anchors first, then those that changed last.
 *
 * <p>No more peers than the book has places for: what finds no place there stays in the file, since
 * it may find one after the next start, and the file would grow for ever. Owner: the thread that
 * starts the node.
 */
final class BookReturn {

  private static final int PART = 1_024;

  private final List<StoredBan> bans;
  private final List<StoredPeer> inOrder;
  private final long recordSequence;
  private final int kept;

  /**
   * Nothing is told yet.
   *
   * @param recordSequence the largest sequence of our own records so far
   * @param places how many addresses the book has room for
   */
  BookReturn(LoadedPeers stored, long recordSequence, int places) {
    this.bans = stored.bans();
    this.inOrder = anchorsAndLatestFirst(stored.peers());
    this.recordSequence = recordSequence;
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

  /** Forgets the peers that are too many, those that did not change for longest. */
  void forgetExcess(PeerStore store) {
    inOrder.subList(kept, inOrder.size()).forEach(peer -> store.forget(peer.key()));
  }

  /** Tells that the store is being read, and what is known before that. */
  static void announce(Mailbox mailbox, long recordSequence) {
    mailbox.deliver(new Event.PeersLoaded(List.of(), recordSequence, true));
  }

  /** Tells everything. */
  void tell(Mailbox mailbox) {
    mailbox.deliver(
        new Event.BansLoaded(
            bans.stream().flatMap(ban -> RememberingBans.known(ban).stream()).toList()));
    int told = 0;
    do {
      int end = Math.min(told + PART, kept);
      mailbox.deliver(
          new Event.PeersLoaded(
              inOrder.subList(told, end).stream().map(Remembering::known).toList(),
              recordSequence,
              end < kept));
      told = end;
    } while (told < kept);
  }

  private static List<StoredPeer> anchorsAndLatestFirst(List<StoredPeer> inFileOrder) {
    List<StoredPeer> latest = inFileOrder.reversed();
    return Stream.concat(
            latest.stream().filter(StoredPeer::isAnchor),
            latest.stream().filter(peer -> !peer.isAnchor()))
        .toList();
  }
}
