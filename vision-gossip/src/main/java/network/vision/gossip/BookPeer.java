package network.vision.gossip;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import network.vision.protocol.Handshake;
import network.vision.protocol.HandshakeVersion;
import network.vision.protocol.NodeId;
import network.vision.protocol.PeerAddress;
import network.vision.protocol.PeerRecord;
import network.vision.protocol.PublicKey;
import org.jspecify.annotations.Nullable;

/** One peer in the book. Owner: the loop thread, through {@link AddressBook}. */
final class BookPeer {

  /** Most addresses of one peer. */
  static final int MAX_ADDRESSES = 8;

  /** The order in which its addresses are dialled. */
  static final Comparator<BookAddress> BEST_FIRST =
      Comparator.comparingInt(BookAddress::rank)
          .thenComparing(
              Comparator.comparingLong((BookAddress a) -> a.lastSuccessSeconds).reversed())
          .thenComparingInt(a -> a.failures.inARow())
          .thenComparing(a -> a.address);

  @Nullable NodeId nodeId;
  Naming naming = Naming.UNHEARD;
  String ebid = "";
  @Nullable PublicKey provenKey;
  @Nullable PeerRecord record;
  @Nullable HandshakeVersion version;

  /** When the version was learned, by {@link Now#wall}. */
  long versionSeconds = BookAddress.NEVER;

  long lastSeenSeconds = BookAddress.NEVER;
  boolean isAnchor;

  /** Whether its own newest word is that it is to be dialled nowhere, so that nobody is told. */
  boolean isWithdrawn;

  /** At most {@value #MAX_ADDRESSES}; a new list after each change, for most have one only. */
  List<BookAddress> addresses = List.of();

  private @Nullable Moves moves;

  BookPeer(@Nullable NodeId nodeId) {
    this.nodeId = nodeId;
  }

  /** Takes in what a handshake says of the peer itself. */
  void describe(Now now, Session session) {
    Handshake.Node node = session.handshake.node();
    naming = Naming.heard(node.id(), node.tag(), node.role(), node.visionAddress());
    ebid = node.ebid();
    lastSeenSeconds = now.wall().getEpochSecond();
    if (session.isProven || session.isOutbound()) {
      learn(now, session.version);
    }
    if (session.isProven) {
      provenKey = PublicKey.parse(node.publicKey()).orElse(provenKey);
    }
  }

  /** A 3 that works again is no younger for it: it works with who speaks 4 by now, too. */
  private void learn(Now now, HandshakeVersion spoken) {
    boolean isNews = version != spoken || Versions.isDoubted(now, this);
    if (isNews && version != HandshakeVersion.V4) {
      version = spoken;
      versionSeconds = now.wall().getEpochSecond();
    }
  }

  /** The address to dial first; empty: none is known. */
  Optional<BookAddress> best() {
    BookAddress best = null;
    for (BookAddress address : addresses) {
      best = best == null || BEST_FIRST.compare(address, best) < 0 ? address : best;
    }
    return Optional.ofNullable(best);
  }

  /** What its own newest word names and the last dial did not reach. */
  Optional<BookAddress> unprovenClaim() {
    return addresses.stream().filter(a -> a.isClaimed && !a.isWorking()).findFirst();
  }

  /** What it named last, or where it was reached; empty: it is only heard of. */
  Optional<BookAddress> place() {
    return addresses.stream().filter(a -> a.isClaimed || a.isReached()).min(BEST_FIRST);
  }

  /** How it moves, from now on if it never did. */
  Moves moves() {
    if (moves == null) {
      moves = new Moves();
    }
    return moves;
  }

  /** Where it was found since the node runs, the newest last. */
  List<GossipView.PastMove> pastMoves() {
    return moves == null ? List.of() : moves.made();
  }

  /** Where its own word named it before it named another place that no dial has reached. */
  @Nullable PeerAddress placeLeft() {
    return moves == null ? null : moves.placeLeft;
  }

  /** Its tag; "" until heard. */
  String tag() {
    return nodeId == null ? "" : naming.tag(nodeId);
  }

  /** Its vision address; "" until heard. */
  String visionAddress() {
    return nodeId == null ? "" : naming.visionAddress(nodeId);
  }

  void add(BookAddress entry) {
    List<BookAddress> more = new ArrayList<>(addresses);
    more.add(entry);
    addresses = List.copyOf(more);
  }

  void remove(BookAddress entry) {
    addresses = addresses.stream().filter(other -> other != entry).toList();
  }

  boolean hasClaim() {
    return addresses.stream().anyMatch(a -> a.isClaimed);
  }

  Optional<BookAddress> at(PeerAddress address) {
    return addresses.stream().filter(a -> a.address.equals(address)).findFirst();
  }

  /** What it is stored under. */
  String key() {
    return nodeId != null ? nodeId.text() : addresses.getFirst().address.toString();
  }

  KnownPeer toKnown(KnownStanding standing) {
    return new KnownPeer(
        nodeId,
        tag(),
        naming.role(),
        visionAddress(),
        ebid,
        provenKey,
        record,
        version,
        instant(versionSeconds),
        instant(lastSeenSeconds),
        standing,
        isAnchor,
        addresses.stream().sorted(BEST_FIRST).map(BookAddress::toKnown).toList());
  }

  private static @Nullable Instant instant(long seconds) {
    return seconds == BookAddress.NEVER ? null : Instant.ofEpochSecond(seconds);
  }

  @Override
  public String toString() {
    return Objects.toString(nodeId) + addresses;
  }
}
