package network.vision.gossip;

import java.time.Instant;
import java.util.List;
import network.vision.protocol.NodeId;
import network.vision.protocol.PeerAddress;
import org.jspecify.annotations.Nullable;

/** Copies what was stored of a peer back into the book. */
final class BookRestore {

  static void history(BookAddress entry, KnownAddress known) {
    entry.lastSuccessSeconds = seconds(known.lastSuccess());
    entry.failures = Failures.of(known.lastFailure(), known.failure(), known.attempts());
    entry.lastHeardSeconds = Math.max(entry.lastHeardSeconds, entry.lastSuccessSeconds);
  }

  static void peer(BookPeer peer, KnownPeer stored) {
    NodeId id = stored.nodeId();
    if (id != null) {
      peer.naming = Naming.heard(id, stored.tag(), stored.role(), stored.visionAddress());
    }
    peer.ebid = stored.ebid();
    peer.provenKey = stored.provenKey();
    peer.version = stored.version();
    peer.versionSeconds = seconds(stored.versionSince());
    peer.lastSeenSeconds = seconds(stored.lastSeen());
    peer.isAnchor = stored.isAnchor();
    peer.record = stored.record();
    List<PeerAddress> claimed = stored.record() == null ? List.of() : stored.record().addresses();
    peer.addresses.forEach(a -> a.isClaimed = claimed.contains(a.address));
  }

  private static long seconds(@Nullable Instant instant) {
    return instant == null ? BookAddress.NEVER : instant.getEpochSecond();
  }

  private BookRestore() {}
}
