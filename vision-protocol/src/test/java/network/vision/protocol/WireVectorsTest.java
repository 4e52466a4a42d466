package network.vision.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Known bytes of deployed nodes, and of messages that are ours alone, both ways. */
class WireVectorsTest {

  private static final Pattern LINE =
      Pattern.compile("\\{\"hex\":\"([0-9a-f]+)\",\"name\":\"([^\"]+)\",\"value\":(.+)\\}");
  private static final int LENGTH_BYTES = 4;

  record Vector(String name, String hex, String json) {
    byte[] frame() {
      return HexFormat.of().parseHex(hex);
    }

    byte[] value() {
      return json.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Vector> messages() throws IOException {
    return vectors().filter(vector -> !vector.name().startsWith("handshake"));
  }

  static Stream<Vector> handshakes() throws IOException {
    return vectors().filter(vector -> vector.name().startsWith("handshake"));
  }

  @ParameterizedTest
  @MethodSource("messages")
  void aMessageIsReadAndWrittenByteForByte(Vector vector) {
    byte[] json = Arrays.copyOfRange(vector.frame(), LENGTH_BYTES, vector.frame().length);

    Message message = Wire.accepted(MessageCodec.decode(json));

    assertThat(message).isEqualTo(Wire.accepted(MessageCodec.decode(vector.value())));
    assertThat(MessageCodec.encode(message)).isEqualTo(json);
  }

  @ParameterizedTest
  @MethodSource("handshakes")
  void aVersion3HandshakeIsReadAndWrittenByteForByte(Vector vector) {
    byte[] frame = vector.frame();
    var header =
        Wire.accepted(
            HandshakeCodec.decodeHeader(Arrays.copyOf(frame, HandshakeCodec.HEADER_BYTES)));
    byte[] payload = Arrays.copyOfRange(frame, HandshakeCodec.HEADER_BYTES, frame.length);

    Handshake handshake = Wire.accepted(HandshakeCodec.decode(header.version(), payload));

    assertThat(header).isEqualTo(new HandshakeCodec.Header(HandshakeVersion.V3, payload.length));
    assertThat(handshake)
        .isEqualTo(Wire.accepted(HandshakeCodec.decode(HandshakeVersion.V4, vector.value())));
    assertThat(HandshakeCodec.encode(HandshakeVersion.V3, handshake)).isEqualTo(frame);
  }

  @ParameterizedTest
  @MethodSource("handshakes")
  void aVersion3HandshakeThatIsCutAnywhereIsRefused(Vector vector) {
    byte[] payload =
        Arrays.copyOfRange(vector.frame(), HandshakeCodec.HEADER_BYTES, vector.frame().length);

    for (int length = 0; length < payload.length; length++) {
      assertThat(HandshakeCodec.decode(HandshakeVersion.V3, Arrays.copyOf(payload, length)))
          .isEqualTo(new Decoded.Refused<>(Refusal.MALFORMED_BINCODE));
    }
    assertThat(
            HandshakeCodec.decode(HandshakeVersion.V3, Arrays.copyOf(payload, payload.length + 1)))
        .isEqualTo(new Decoded.Refused<>(Refusal.MALFORMED_BINCODE));
  }

  private static Stream<Vector> vectors() throws IOException {
    List<String> deployed = lines("wire.jsonl");
    List<String> ours = lines("wire-ours.jsonl");
    assertThat(deployed).hasSizeGreaterThan(9);
    assertThat(ours).hasSize(3);
    return Stream.concat(deployed.stream(), ours.stream()).map(WireVectorsTest::vector);
  }

  private static List<String> lines(String resource) throws IOException {
    try (InputStream in =
        Objects.requireNonNull(WireVectorsTest.class.getResourceAsStream(resource))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    }
  }

  private static Vector vector(String line) {
    Matcher matcher = LINE.matcher(line);
    assertThat(matcher.matches()).as(line).isTrue();
    return new Vector(matcher.group(2), matcher.group(1), matcher.group(3));
  }
}
