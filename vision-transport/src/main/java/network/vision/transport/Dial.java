package network.vision.transport;

import network.vision.protocol.HandshakeVersion;
import network.vision.protocol.PeerAddress;

/**
 * One wish to dial.
 *
 * @param frame our handshake in that version, whole, encoded already and not changed by anyone
 */
@SuppressWarnings("ArrayRecordComponent")
record Dial(ConnectionId connection, PeerAddress address, HandshakeVersion version, byte[] frame) {}
