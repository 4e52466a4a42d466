package network.vision.api;

import java.time.Instant;
import network.vision.protocol.IpAddress;
import network.vision.protocol.NodeId;
import network.vision.protocol.ReputationTier;
import org.jspecify.annotations.Nullable;

/**
 * One peer at the address we would dial: a row of {@code GET /p2p/peers}.
 *
 * <p>Immutable. The first nine fields are fixed by {@code docs/PROTOCOL.md §9}.
 *
 * @param ip of the address we would dial
 * @param port of the address we would dial, 1–65535
 * @param ebid "" if unknown
 * @param state now
 * @param bucket how fresh our knowledge is
 * @param lastSeen null if it never was
 * @param latencyMs of the last ping; null without one
 * @param failureCount failures since it was last seen
 * @param score 0–1, higher is better
 * @param nodeId null while only an address is known
 * @param nodeTag "" if unknown
 * @param role "constellation" or "guardian" today; "" if unknown
 * @param portProvenance where we have the port from
 * @param isDefaultPort whether the port is one of the two that somebody gets who sets none, 7070 or
 *     7072 ({@code docs/PROTOCOL.md §1})
 * @param direction who dialled; null unless connected
 * @param tier how it stands with us
 * @param isReachable whether we, or a peer we believe, reached it at the address
 * @param isProven whether it has proved its key
 * @param handshakeVersion 3 or 4; 0 if unknown
 * @param addressCount how many addresses we know of it
 */
public record PeerRow(
    IpAddress ip,
    int port,
    String ebid,
    PeerState state,
    PeerBucket bucket,
    @Nullable Instant lastSeen,
    @Nullable Integer latencyMs,
    int failureCount,
    double score,
    @Nullable NodeId nodeId,
    String nodeTag,
    String role,
    Provenance portProvenance,
    boolean isDefaultPort,
    @Nullable Direction direction,
    ReputationTier tier,
    boolean isReachable,
    boolean isProven,
    int handshakeVersion,
    int addressCount) {}
