package network.vision.api;

/**
 * Counters since the node started; the dashboard's rates are their differences.
 *
 * @param bytesIn from peers
 * @param bytesOut to peers
 * @param messagesIn from peers
 * @param messagesOut to peers
 * @param dials attempts
 * @param handshakes that ended well, either direction
 * @param discovered peers heard of for the first time
 */
public record Traffic(
    long bytesIn,
    long bytesOut,
    long messagesIn,
    long messagesOut,
    long dials,
    long handshakes,
    long discovered) {}
