package network.vision.transport;

import java.time.Duration;
import network.vision.protocol.Handshake;
import network.vision.protocol.HandshakeVersion;
import network.vision.protocol.PeerAddress;

/**
 * A peer has introduced itself.
 *
 * @param connection which must be answered with {@link Transport#accept} or {@link Transport#close}
 *     when it is inbound
 * @param remote the other end of the socket: of an outbound connection what was dialled, of an
 *     inbound one an IP and the port it happens to come from, which is nobody's address
 * @param version in which it is written, and must be answered
 * @param handshake well formed and otherwise unjudged
 * @param took from the open socket to the last byte; for an outbound connection about one round
 *     trip
 */
public record HandshakeArrival(
    ConnectionId connection,
    PeerAddress remote,
    HandshakeVersion version,
    Handshake handshake,
    Duration took) {

  /** Who opened the connection. */
  public Direction direction() {
    return connection.direction();
  }
}
