package network.vision.transport;

import network.vision.protocol.Handshake;
import network.vision.protocol.HandshakeVersion;
import network.vision.protocol.Refusal;

/** What a peer opened the connection with. */
sealed interface Opening {

  /** A handshake that can be read. */
  record Introduced(HandshakeVersion version, Handshake handshake) implements Opening {}

  /** HTTP; its bytes are still there. */
  record Http(boolean isRequest) implements Opening {}

  /** Neither, or a handshake that cannot be read. */
  record Bad(Refusal refusal) implements Opening {}
}
