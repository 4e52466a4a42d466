package network.vision.protocol;

import org.jspecify.annotations.Nullable;

/**
 * What one node says of another in gossip. Hearsay, except for the {@link #record}.
 *
 * <p>Immutable. Source: {@code docs/PROTOCOL.md §5}.
 *
 * @param nodeId of the peer spoken of
 * @param nodeTag printable
 * @param visionAddress printable
 * @param address where it can be dialled
 * @param isPortStated false where nobody said a port and 7070 was assumed
 * @param role printable; "constellation" or "guardian" today
 * @param lastSeenSeconds since 1970, as the speaker's clock had it
 * @param reputationTier printable; see {@link ReputationTier} for the names of today
 * @param isVerified whether the speaker has seen its proof
 * @param isReachable whether the speaker has reached it at the address
 * @param natType printable
 * @param region printable
 * @param record the peer's own signed word, not verified here
 */
public record GossipPeer(
    NodeId nodeId,
    String nodeTag,
    String visionAddress,
    PeerAddress address,
    boolean isPortStated,
    String role,
    long lastSeenSeconds,
    String reputationTier,
    boolean isVerified,
    boolean isReachable,
    @Nullable String natType,
    @Nullable String region,
    @Nullable PeerRecord record) {}
