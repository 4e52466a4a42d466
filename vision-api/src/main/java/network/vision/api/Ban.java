package network.vision.api;

import java.time.Instant;

/**
 * A ban in force: an entry of {@code GET /p2p/bans}.
 *
 * @param target a node id, an IP, a range of IPs, or an IP and port
 * @param since when it began
 * @param until when it ends
 * @param reason in words
 * @param isByOperator whether the operator wanted it; else it is for misdeeds
 */
public record Ban(
    String target, Instant since, Instant until, String reason, boolean isByOperator) {}
