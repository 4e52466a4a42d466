package network.vision.gossip;

import java.time.Instant;
import java.util.List;
import network.vision.protocol.HandshakeVersion;
import network.vision.protocol.NodeId;
import network.vision.protocol.PeerRecord;
import network.vision.protocol.PublicKey;
import org.jspecify.annotations.Nullable;

/**
 * What the book keeps of one peer, as it is stored and shown.
 *
 * <p>Immutable.
 *
 * @param nodeId null for an address that no handshake has named yet
 * @param tag "" until heard
 * @param role "" until heard
 * @param visionAddress "" until heard
 * @param ebid "" until heard
 * @param provenKey the key it once proved; from then on it is never believed without proof
 * @param record its newest signed word
 * @param version the handshake version that last worked
 * @param versionSince when that was found out
 * @param lastSeen when it last spoke to us, or was said to be alive
 * @param standing how it behaved
 * @param isAnchor whether it was one of the oldest good peers when the node last ran
 * @param addresses at most 8; the one we would dial first
 */
public record KnownPeer(
    @Nullable NodeId nodeId,
    String tag,
    String role,
    String visionAddress,
    String ebid,
    @Nullable PublicKey provenKey,
    @Nullable PeerRecord record,
    @Nullable HandshakeVersion version,
    @Nullable Instant versionSince,
    @Nullable Instant lastSeen,
    KnownStanding standing,
    boolean isAnchor,
    List<KnownAddress> addresses) {

  /**
   * @throws IllegalArgumentException for a peer with neither a node id nor an address
   */
  public KnownPeer {
    addresses = List.copyOf(addresses);
    if (nodeId == null && addresses.size() != 1) {
      throw new IllegalArgumentException("a peer without a node id has exactly one address");
    }
  }

  /** What it is stored under: its node id, or its address while it has no name. */
  public String key() {
    return nodeId != null ? nodeId.text() : addresses.getFirst().address().toString();
  }
}
