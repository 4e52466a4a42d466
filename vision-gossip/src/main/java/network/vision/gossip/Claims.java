package network.vision.gossip;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import network.vision.protocol.IpAddress;
import network.vision.protocol.NodeId;
import network.vision.protocol.PeerAddress;
import network.vision.protocol.PeerRecord;
import org.jspecify.annotations.Nullable;

/**
 * A peer's own word about its addresses: what lets it move.
 *
 * <p>A proven handshake, or a signed record with a newer sequence wherever it is heard, makes its
 * addresses the peer's claim. What worked before is kept until a dial to the claim has worked, and
 * then dropped. An unproven word only adds an address. A peer may move {@value #MAX_MOVES_PER_HOUR}
 * times an hour; what goes beyond is not believed until later.
 *
 * <p>Owner: the loop thread. Source: {@code docs/PROTOCOL.md §7}.
 */
final class Claims {

  private static final int MAX_MOVES_PER_HOUR = 6;
  private static final long HOUR_MILLIS = 3_600_000;

  /** What became of a record. */
  enum Verdict {
    /** Not newer than what is known. */
    KNOWN,
    /** Newer, and about the same addresses as before. */
    REFRESHED,
    /** Newer, and it names an address that was not claimed before. */
    CHANGED,
    /** Not signed by its key. */
    FORGED,
    /** More moves than are believed within an hour, or no room. */
    IGNORED
  }

  private final String genesisHash;
  private final AddressBook book;
  private final AddressPolicy policy;
  private final Outbox out;

  Claims(String genesisHash, AddressBook book, AddressPolicy policy, Outbox out) {
    this.genesisHash = genesisHash;
    this.book = book;
    this.policy = policy;
    this.out = out;
  }

  /** A session's peer said where it can be dialled; believed as its own word only when proven. */
  void handshake(Now now, Session session) {
    PeerAddress said = session.saidAddress();
    if (said == null && session.isProven && session.handshake.extensions().record() == null) {
      book.peer(session.peer).ifPresent(this::withdraw);
    }
    if (said == null || !policy.isAcceptable(said.ip())) {
      return;
    }
    boolean isStated = session.handshake.reach().isPortStated();
    Provenance provenance = isStated ? Provenance.HANDSHAKE : Provenance.DEFAULT;
    BookAddress entry =
        book.enter(
            now, session.peer, said, provenance, session.remote.ip(), now.wall().getEpochSecond());
    if (entry == null || !session.peer.equals(entry.peer.nodeId)) {
      return;
    }
    PeerRecord known = entry.peer.record;
    if (known != null && known.addresses().contains(said)) {
      entry.isClaimed = true;
    }
    if (isStated && entry.provenance.compareTo(Provenance.HANDSHAKE) > 0) {
      entry.provenance = Provenance.HANDSHAKE;
    }
    if (session.isProven && isStated && session.handshake.extensions().record() == null) {
      claim(now, entry.peer, List.of(entry));
    }
  }

  /**
   * A record was heard, from {@code heardFrom} or from the peer itself. Its signature, which costs
   * a thousand times as much as all else here, is checked only when there is a place for it.
   */
  Verdict record(Now now, PeerRecord record, IpAddress heardFrom) {
    NodeId id = record.nodeId();
    BookPeer before = book.peer(id).orElse(null);
    if (before != null && before.record != null && !record.isNewerThan(before.record)) {
      return Verdict.KNOWN;
    }
    @Nullable IpAddress source = before == null || before.provenKey == null ? heardFrom : null;
    List<PeerAddress> named =
        record.addresses().stream().filter(address -> policy.isAcceptable(address.ip())).toList();
    if (!named.isEmpty()
        && named.stream().noneMatch(address -> book.hasPlace(now, address, source))) {
      return Verdict.IGNORED;
    }
    if (!record.isSignedFor(genesisHash)) {
      return Verdict.FORGED;
    }
    BookPeer peer = book.named(id);
    List<BookAddress> entries = new ArrayList<>();
    for (PeerAddress address : named) {
      BookAddress entry =
          book.enter(now, id, address, Provenance.HANDSHAKE, source, now.wall().getEpochSecond());
      if (entry != null && entry.peer == peer) {
        entries.add(entry);
      }
    }
    boolean isNewAddress = entries.stream().anyMatch(entry -> !entry.isClaimed);
    boolean hasNoPlace = !named.isEmpty() && entries.isEmpty();
    if (hasNoPlace || (!entries.isEmpty() && !claim(now, peer, entries))) {
      book.dropIfEmpty(peer);
      return Verdict.IGNORED;
    }
    peer.record = record;
    book.touch(peer);
    settle(now, peer);
    book.dropIfEmpty(peer);
    return isNewAddress ? Verdict.CHANGED : Verdict.REFRESHED;
  }

  /** Whether a dial to what the peer's own word names has worked: then the rest is dropped. */
  void settle(Now now, BookPeer peer) {
    peer.best()
        .filter(entry -> entry.isClaimed && entry.isWorking())
        .ifPresent(entry -> reached(now, entry));
  }

  private void reached(Now now, BookAddress entry) {
    BookPeer peer = entry.peer;
    List<BookAddress> replaced =
        peer.addresses.stream().filter(a -> !a.isClaimed && isOneFamily(a.address, entry)).toList();
    Optional<PeerAddress> before =
        Optional.ofNullable(peer.placeLeft())
            .filter(left -> isOneFamily(left, entry))
            .or(() ->
                replaced.stream()
                    .filter(BookAddress::isReached)
                    .findFirst()
                    .map(other -> other.address));
    replaced.forEach(book::remove);
    NodeId id = peer.nodeId;
    if (before.isPresent() && id != null) {
      Moves moves = peer.moves();
      moves.placeLeft = before.get().equals(moves.placeLeft) ? null : moves.placeLeft;
      moves.add(new GossipView.PastMove(now.wall(), before.get(), entry.address));
      out.tell(new Notice.PeerMoved(id, before.get(), entry.address));
    }
  }

  /**
   * A proven peer wants to be dialled nowhere: what it only said is dropped, what worked is kept
   * and told to nobody.
   */
  private void withdraw(BookPeer peer) {
    peer.isWithdrawn = true;
    peer.addresses.forEach(a -> a.isClaimed = false);
    peer.addresses.stream().filter(a -> !a.isReached()).toList().forEach(book::remove);
  }

  private static boolean isOneFamily(PeerAddress one, BookAddress other) {
    return one.ip().isIpv4() == other.address.ip().isIpv4();
  }

  /** Makes {@code entries} the peer's claim; false when it moves too often. */
  private boolean claim(Now now, BookPeer peer, List<BookAddress> entries) {
    boolean isMove =
        peer.addresses.stream().anyMatch(a -> a.isReached() && !entries.contains(a))
            && entries.stream().anyMatch(a -> !a.isClaimed);
    if (isMove && !peer.moves().mayMove(now, MAX_MOVES_PER_HOUR, HOUR_MILLIS)) {
      return false;
    }
    leave(peer, entries);
    peer.isWithdrawn = false;
    peer.addresses.forEach(a -> a.isClaimed = entries.contains(a));
    entries.forEach(a -> a.provenance = Provenance.HANDSHAKE);
    book.touch(peer);
    return true;
  }

  /** Remembers the place that {@code entries} replace, and forgets it if the peer is back there. */
  private static void leave(BookPeer peer, List<BookAddress> entries) {
    PeerAddress left = peer.placeLeft();
    if (entries.stream().anyMatch(entry -> entry.address.equals(left))) {
      peer.moves().placeLeft = null;
    } else if (left == null && entries.stream().anyMatch(entry -> !entry.isClaimed)) {
      peer.place()
          .filter(place -> !entries.contains(place))
          .ifPresent(place -> peer.moves().placeLeft = place.address);
    }
  }
}
