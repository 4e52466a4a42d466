package network.vision.api;

import java.time.Instant;
import network.vision.protocol.NodeId;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.annotation.JsonDeserialize;
import tools.jackson.databind.annotation.JsonSerialize;

/**
 * This node at a glance: the answer to {@code GET /constellation/status}. Names and types are fixed
 * by {@code docs/PROTOCOL.md §9}; heights are unsigned 64 bits.
 *
 * @param localEbid this node's eternal broadcast id
 * @param totalKnownPeers all peers known
 * @param connectedPeers of those
 * @param hotPeers of those
 * @param warmPeers of those
 * @param coldPeers of those
 * @param lastSuccessfulGuardianCheck null: no guardian is checked
 * @param guardianReachable whether a guardian answers
 * @param guardianEbid null: no guardian is known
 * @param avgPeerLatencyMs over connected peers; null without any
 * @param maxPeerLatencyMs over connected peers; null without any
 * @param syncHeight the chain height we say
 * @param networkEstimatedHeight the greatest height peers say
 * @param isSyncing false: this node holds no chain
 * @param lastPeerEventAt when a peer last came, went or was found; null if none did
 * @param p2pDebugMode whether the log says everything
 * @param isAnchor whether this node serves as an anchor
 * @param publicReachable whether others reach us from outside
 * @param mode what part this node plays
 * @param p2pHealth by the number of connected peers
 * @param ipv4OnlyMode whether IPv6 is off
 * @param nodeId this node's id
 * @param nodePubkey base64 of the 32 bytes; null without a key
 * @param nodePubkeyFingerprint null without a key
 * @param compatiblePeers connected peers of our network and version
 * @param incompatiblePeers peers refused for theirs
 * @param quorumOk whether enough compatible peers are connected
 * @param quorumBlockReason why not; null when they are
 */
public record ConstellationStatus(
    String localEbid,
    int totalKnownPeers,
    int connectedPeers,
    int hotPeers,
    int warmPeers,
    int coldPeers,
    @Nullable Instant lastSuccessfulGuardianCheck,
    boolean guardianReachable,
    @Nullable String guardianEbid,
    @Nullable Integer avgPeerLatencyMs,
    @Nullable Integer maxPeerLatencyMs,
    @JsonSerialize(using = Json.U64Writer.class) @JsonDeserialize(using = Json.U64Reader.class)
        long syncHeight,
    @JsonSerialize(using = Json.U64Writer.class) @JsonDeserialize(using = Json.U64Reader.class)
        long networkEstimatedHeight,
    boolean isSyncing,
    @Nullable Instant lastPeerEventAt,
    boolean p2pDebugMode,
    boolean isAnchor,
    boolean publicReachable,
    AnchorMode mode,
    P2pHealth p2pHealth,
    boolean ipv4OnlyMode,
    NodeId nodeId,
    @Nullable String nodePubkey,
    @Nullable String nodePubkeyFingerprint,
    int compatiblePeers,
    int incompatiblePeers,
    boolean quorumOk,
    @Nullable String quorumBlockReason) {}
