package network.vision.simulation;

import java.util.Arrays;
import network.vision.protocol.Decoded;
import network.vision.protocol.Handshake;
import network.vision.protocol.HandshakeCodec;
import network.vision.protocol.HandshakeVersion;
import network.vision.protocol.Message;
import network.vision.protocol.MessageCodec;

/** Turns what is said into what is read, as its {@link Coding} wants, and counts it. */
final class Wire {

  private static final int LENGTH_BYTES = 4;

  private final Coding coding;
  private final Traffic traffic;

  Wire(Coding coding, Traffic traffic) {
    this.coding = coding;
    this.traffic = traffic;
  }

  Parcel hello(HandshakeVersion version, Handshake handshake) {
    if (coding == Coding.VALUES) {
      traffic.carried(0);
      return new Parcel.Hello(version, new Decoded.Accepted<>(handshake));
    }
    byte[] frame = HandshakeCodec.encode(version, handshake);
    traffic.carried(frame.length);
    if (coding == Coding.COUNTED) {
      return new Parcel.Hello(version, new Decoded.Accepted<>(handshake));
    }
    byte[] payload = Arrays.copyOfRange(frame, HandshakeCodec.HEADER_BYTES, frame.length);
    return new Parcel.Hello(version, HandshakeCodec.decode(version, payload));
  }

  Parcel word(Message message) {
    if (coding == Coding.VALUES) {
      traffic.carried(0);
      return new Parcel.Word(new Decoded.Accepted<>(message));
    }
    byte[] json = MessageCodec.encode(message);
    traffic.carried(LENGTH_BYTES + json.length);
    return new Parcel.Word(
        coding == Coding.COUNTED ? new Decoded.Accepted<>(message) : MessageCodec.decode(json));
  }
}
