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

  private static final int MAX_MOVES_KEPT = 8;

  private static final Comparator<BookAddress> BEST_FIRST =
      Comparator.comparingInt(BookAddress::rank)
          .thenComparing(
              Comparator.comparingLong((BookAddress a) -> a.lastSuccessSeconds).reversed())
          .thenComparingInt(a -> a.attempts)
          .thenComparing(a -> a.address);

  @Nullable NodeId nodeId;
  String tag = "";
  String role = "";
  String visionAddress = "";
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

  final List<BookAddress> addresses = new ArrayList<>(1);

  /** Where its own word named it before it named another place; null once that was reached. */
  @Nullable PeerAddress placeLeft;

  private List<GossipView.PastMove> moves = List.of();
  private int movesInHour;
  private long movesSinceMillis;

  BookPeer(@Nullable NodeId nodeId) {
    this.nodeId = nodeId;
  }

  /** Takes in what a handshake says of the peer itself. */
  void describe(Now now, Session session) {
    Handshake.Node node = session.handshake.node();
    tag = node.tag();
    role = node.role();
    visionAddress = node.visionAddress();
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
    return addresses.stream().min(BEST_FIRST);
  }

  /** What its own newest word names and the last dial did not reach. */
  Optional<BookAddress> unprovenClaim() {
    return addresses.stream().filter(a -> a.isClaimed && !a.isWorking()).findFirst();
  }

  /** What it named last, or where it was reached; empty: it is only heard of. */
  Optional<BookAddress> place() {
    return addresses.stream().filter(a -> a.isClaimed || a.isReached()).min(BEST_FIRST);
  }

  /** Remembers that it was reached at another address than before. */
  void moved(GossipView.PastMove move) {
    List<GossipView.PastMove> kept = new ArrayList<>(moves);
    kept.add(move);
    moves = List.copyOf(kept.subList(Math.max(0, kept.size() - MAX_MOVES_KEPT), kept.size()));
  }

  /** Where it was found since the node runs, the newest last. */
  List<GossipView.PastMove> moves() {
    return moves;
  }

  boolean hasClaim() {
    return addresses.stream().anyMatch(a -> a.isClaimed);
  }

  Optional<BookAddress> at(PeerAddress address) {
    return addresses.stream().filter(a -> a.address.equals(address)).findFirst();
  }

  /** Counts a move; false when there were too many within the hour. */
  boolean mayMove(Now now, int maxPerHour, long hourMillis) {
    if (now.millis() - movesSinceMillis > hourMillis) {
      movesSinceMillis = now.millis();
      movesInHour = 0;
    }
    return ++movesInHour <= maxPerHour;
  }

  /** What it is stored under. */
  String key() {
    return nodeId != null ? nodeId.text() : addresses.getFirst().address.toString();
  }

  KnownPeer toKnown(KnownStanding standing) {
    return new KnownPeer(
        nodeId,
        tag,
        role,
        visionAddress,
        ebid,
        provenKey,
        record,
        version,
        lastSeenSeconds == BookAddress.NEVER ? null : Instant.ofEpochSecond(lastSeenSeconds),
        standing,
        isAnchor,
        addresses.stream().sorted(BEST_FIRST).map(BookAddress::toKnown).toList());
  }

  @Override
  public String toString() {
    return Objects.toString(nodeId) + addresses;
  }
}
