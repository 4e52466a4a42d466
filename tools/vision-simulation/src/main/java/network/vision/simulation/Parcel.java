package network.vision.simulation;

import network.vision.protocol.Decoded;
import network.vision.protocol.Handshake;
import network.vision.protocol.HandshakeVersion;
import network.vision.protocol.Message;

/** What travels on a connection, as the other side reads it. Immutable. */
sealed interface Parcel {

  /** A handshake frame. */
  record Hello(HandshakeVersion version, Decoded<Handshake> handshake) implements Parcel {}

  /** A message. */
  record Word(Decoded<Message> message) implements Parcel {}

  /** The stream ends; nothing is wrong. */
  record End() implements Parcel {}

  /** The stream is broken. */
  record Reset() implements Parcel {}
}
