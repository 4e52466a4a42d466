package network.vision.gossip;

/**
 * Names one connection for as long as the node runs.
 *
 * @param value even where the core dialled, odd where the transport accepted; never used twice
 */
public record ConnectionId(long value) {}
