package network.vision.api;

import java.time.Instant;

/**
 * A ban in force: an entry of {@code GET /p2p/bans}.
 *
 * @param target a node id or an IP
 * @param until when it ends
 * @param reason in words
 */
public record Ban(String target, Instant until, String reason) {}
