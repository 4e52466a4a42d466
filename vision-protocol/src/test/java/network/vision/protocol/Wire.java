package network.vision.protocol;

import static org.assertj.core.api.Assertions.fail;

import java.nio.charset.StandardCharsets;

/** Short words for what wire tests do. */
final class Wire {

  static <T> T accepted(Decoded<T> decoded) {
    return switch (decoded) {
      case Decoded.Accepted<T>(T value) -> value;
      case Decoded.Refused<T>(Refusal refusal) -> fail("refused: " + refusal);
    };
  }

  static Decoded<Message> message(String json) {
    return MessageCodec.decode(bytes(json));
  }

  static Decoded<Handshake> handshake(String json) {
    return HandshakeCodec.decode(HandshakeVersion.V4, bytes(json));
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private Wire() {}
}
