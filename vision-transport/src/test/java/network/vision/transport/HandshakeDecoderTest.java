package network.vision.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import network.vision.protocol.HandshakeCodec;
import network.vision.protocol.HandshakeVersion;
import network.vision.protocol.Refusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(LeakCheck.class)
class HandshakeDecoderTest {

  @Test
  void theDeployedHandshakesAreReadAndWrittenByteForByte() {
    Vectors.named("handshake-v3")
        .forEach((name, frame) -> {
          var read = (Opening.Introduced) open(frame);
          assertThat(read.version()).as(name).isEqualTo(HandshakeVersion.V3);
          assertThat(HandshakeCodec.encode(read.version(), read.handshake()))
              .as(name)
              .isEqualTo(frame);
        });
  }

  @ParameterizedTest
  @EnumSource(HandshakeVersion.class)
  void aHandshakeIsReadHoweverItsBytesCome(HandshakeVersion version) {
    byte[] frame = HandshakeCodec.encode(version, Peers.bob(version));
    var expected = new Opening.Introduced(version, Peers.bob(version));
    assertThat(open(frame)).isEqualTo(expected);
    assertThat(openDribbled(frame)).isEqualTo(expected);
  }

  @Test
  void whatFollowsTheHandshakeIsKeptForTheNextHandler() {
    byte[] frame = HandshakeCodec.encode(HandshakeVersion.V4, Peers.BOB);
    EmbeddedChannel channel = channel();
    channel.writeInbound(Unpooled.wrappedBuffer(frame, new byte[] {1, 2, 3}));
    assertThat(channel.<Opening>readInbound()).isInstanceOf(Opening.Introduced.class);
    assertThat(channel.<Object>readInbound()).isNull();
    channel.pipeline().remove(HandshakeDecoder.class);
    ByteBuf rest = channel.readInbound();
    assertThat(rest.readableBytes()).isEqualTo(3);
    rest.release();
    channel.finishAndReleaseAll();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET / HTTP/1.1\r\n",
        "POST /",
        "PUT ",
        "HEAD ",
        "DELETE ",
        "OPTIONS *",
        "PATCH /",
        "TRACE /",
        "CONNECT a:1",
        "PRI * HTTP/2.0"
      })
  void anHttpVerbIsToldFromAHandshakeAlsoByteByByte(String request) {
    assertThat(open(ascii(request))).isEqualTo(new Opening.Http(true));
    assertThat(openDribbled(ascii(request))).isEqualTo(new Opening.Http(true));
  }

  @Test
  void anHttpAnswerIsKnown() {
    assertThat(open(ascii("HTTP/1.1 400 Bad Request"))).isEqualTo(new Opening.Http(false));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"X", "GETX", "VISION-P3", "VISIOM", "PUSH ", "\u0016\u0003\u0001", "get "})
  void anythingElseIsRefusedAsSoonAsItCanBeNothingElse(String start) {
    assertThat(openDribbled(ascii(start))).isEqualTo(new Opening.Bad(Refusal.BAD_MAGIC));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "V", "VISION-P2", "G", "GET", "P", "CONNEC", "HTTP"})
  void aBeginningIsWaitedFor(String start) {
    assertThat(openDribbled(ascii(start))).isNull();
  }

  @Test
  void headersAreCheckedBeforeTheirPayloadComes() {
    assertThat(open(header(5, 1, 0))).isEqualTo(new Opening.Bad(Refusal.BAD_HANDSHAKE_VERSION));
    assertThat(open(header(4, 0, 0))).isEqualTo(new Opening.Bad(Refusal.EMPTY));
    assertThat(open(header(4, 0x40, 1))).isEqualTo(new Opening.Bad(Refusal.TOO_LARGE));
    assertThat(open(header(4, 0x40, 0))).isNull();
  }

  @Test
  void aPayloadThatIsNoHandshakeIsRefused() {
    byte[] frame = Arrays.copyOf(header(4, 0, 2), HandshakeCodec.HEADER_BYTES + 2);
    frame[12] = '{';
    frame[13] = '}';
    assertThat(open(frame)).isEqualTo(new Opening.Bad(Refusal.MISSING_FIELD));
  }

  private static EmbeddedChannel channel() {
    EmbeddedChannel channel = new EmbeddedChannel();
    channel.pipeline().addLast(new HandshakeDecoder(new ReadGate(channel)));
    return channel;
  }

  private static Opening open(byte[] bytes) {
    return openIn(bytes, bytes.length);
  }

  private static Opening openDribbled(byte[] bytes) {
    return openIn(bytes, 1);
  }

  private static Opening openIn(byte[] bytes, int step) {
    EmbeddedChannel channel = channel();
    for (int at = 0; at < bytes.length; at += step) {
      channel.writeInbound(Unpooled.copiedBuffer(bytes, at, Math.min(step, bytes.length - at)));
    }
    Opening opening = channel.readInbound();
    assertThat(channel.<Object>readInbound()).isNull();
    channel.pipeline().remove(HandshakeDecoder.class);
    channel.finishAndReleaseAll();
    return opening;
  }

  private static byte[] header(int version, int high, int low) {
    byte[] header = Arrays.copyOf(ascii("VISION-P2"), HandshakeCodec.HEADER_BYTES);
    header[9] = (byte) version;
    header[10] = (byte) high;
    header[11] = (byte) low;
    return header;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
