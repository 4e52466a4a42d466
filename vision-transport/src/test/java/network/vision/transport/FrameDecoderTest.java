package network.vision.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import network.vision.protocol.Decoded;
import network.vision.protocol.Message;
import network.vision.protocol.MessageCodec;
import network.vision.protocol.Refusal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(LeakCheck.class)
class FrameDecoderTest {

  private static final int MIB = 1024 * 1024;
  private static final Received PING = new Received.Read(new Message.Ping(1), 4 + 24);

  private final EmbeddedChannel channel = new EmbeddedChannel();
  private final ReadGate gate = new ReadGate(channel);

  FrameDecoderTest() {
    channel.freezeTime();
    long now = channel.eventLoop().ticker().nanoTime();
    channel.pipeline().addLast(new FrameDecoder(gate, new TokenBucket(40.0 * MIB, MIB, now)));
  }

  @AfterEach
  void nothingIsLeft() {
    channel.finishAndReleaseAll();
  }

  @Test
  void theKnownMessagesAreReadAndWrittenByteForByte() {
    Vectors.messages()
        .forEach((name, frame) -> {
          byte[] json = Arrays.copyOfRange(frame, 4, frame.length);
          var message = ((Decoded.Accepted<Message>) MessageCodec.decode(json)).value();
          assertThat(read(frame)).as(name).containsExactly(read(message, frame.length));
          assertThat(written(message)).as(name).isEqualTo(frame);
        });
  }

  @Test
  void messagesAreReadHoweverTheirBytesCome() {
    byte[] frames = Arrays.copyOf(ping(), 2 * ping().length);
    System.arraycopy(ping(), 0, frames, ping().length, ping().length);
    List<Received> received = new ArrayList<>();
    for (byte one : frames) {
      received.addAll(read(new byte[] {one}));
    }
    assertThat(received).containsExactly(PING, PING);
    assertThat(read(frames)).containsExactly(PING, PING);
  }

  @Test
  void aFrameOfNothingEndsTheConnection() {
    assertThat(read(new byte[4])).containsExactly(new Received.Broken(CloseReason.EMPTY_FRAME));
    assertThat(read(ping())).isEmpty();
  }

  @Test
  void aFrameBeyondWhatIsSkippedEndsTheConnection() {
    assertThat(read(length(32 * MIB + 1)))
        .containsExactly(new Received.Broken(CloseReason.FRAME_TOO_LARGE));
    assertThat(read(ping())).isEmpty();
  }

  @Test
  void aLengthWithTheTopBitIsLargeAndNotNegative() {
    assertThat(read(new byte[] {-1, -1, -1, -1}))
        .containsExactly(new Received.Broken(CloseReason.FRAME_TOO_LARGE));
  }

  @ParameterizedTest
  @ValueSource(strings = {"garbage", "{\"Ping\":", "[]", "{}", "1"})
  void whatIsNoMessageEndsTheConnection(String text) {
    assertThat(read(frame(text))).containsExactly(new Received.Broken(CloseReason.GARBAGE));
  }

  @Test
  void aBadMessageIsSkippedAndTheNextOneRead() {
    assertThat(read(frame("{\"Ping\":{\"timestamp\":-1}}")))
        .containsExactly(new Received.Refused(Refusal.BAD_FIELD, 4 + 25));
    assertThat(read(frame("{\"Ping\":{}}")))
        .containsExactly(new Received.Refused(Refusal.MISSING_FIELD, 4 + 11));
    assertThat(read(ping())).containsExactly(PING);
  }

  @Test
  void aMessageOfTheFutureIsRead() {
    assertThat(read(frame("{\"Teleport\":{\"to\":[1,{}]}}")))
        .containsExactly(new Received.Read(new Message.Unknown("Teleport"), 4 + 26));
  }

  @Test
  void aLargeFrameIsNamedSkippedAndNeverHeld() {
    assertThat(read(length(8 * MIB))).isEmpty();
    assertThat(read("{\"FullBlock\":".getBytes(StandardCharsets.US_ASCII))).isEmpty();
    byte[] chunk = new byte[64 * 1024];
    List<Received> received = new ArrayList<>();
    int left = 8 * MIB - 13;
    while (left > 0) {
      received.addAll(read(Arrays.copyOf(chunk, Math.min(left, chunk.length))));
      left -= chunk.length;
      assertThat(channel.pipeline().get(FrameDecoder.class).heldBytes()).isLessThan(1024);
    }
    assertThat(received).containsExactly(new Received.Skipped("FullBlock", 4 + 8L * MIB));
    assertThat(read(ping())).containsExactly(PING);
  }

  @Test
  void aLargeFrameWithoutANameIsSkippedToo() {
    assertThat(read(length(2 * MIB))).isEmpty();
    assertThat(read(new byte[2 * MIB])).containsExactly(new Received.Skipped("?", 4 + 2L * MIB));
    assertThat(read(ping())).containsExactly(PING);
  }

  @Test
  void skippingIsChargedToABudgetThatGrowsBack() {
    skip(30);
    channel.advanceTimeBy(20, TimeUnit.SECONDS);
    skip(30);
    assertThat(read(length(30 * MIB)))
        .containsExactly(new Received.Broken(CloseReason.SKIPPED_TOO_MUCH));
  }

  @Test
  void aClosedGateStopsBetweenTwoFramesAndAnOpenOneGoesOn() {
    gate.hold(ReadGate.Cause.MAILBOX);
    assertThat(read(ping())).isEmpty();
    assertThat(channel.config().isAutoRead()).isFalse();
    gate.release(ReadGate.Cause.MAILBOX);
    assertThat(channel.<Received>readInbound()).isEqualTo(PING);
    assertThat(channel.config().isAutoRead()).isTrue();
  }

  private void skip(int mib) {
    assertThat(read(length(mib * MIB))).isEmpty();
    for (int i = 0; i < mib; i++) {
      read(new byte[MIB]);
    }
    assertThat(read(ping())).containsExactly(PING);
  }

  private List<Received> read(byte[] bytes) {
    channel.writeInbound(Unpooled.copiedBuffer(bytes));
    List<Received> received = new ArrayList<>();
    for (Received one = channel.readInbound(); one != null; one = channel.readInbound()) {
      received.add(one);
    }
    return received;
  }

  private static Received read(Message message, int bytes) {
    return new Received.Read(message, bytes);
  }

  private static byte[] written(Message message) {
    FrameEncoder encoder = new FrameEncoder();
    encoder.open();
    EmbeddedChannel channel = new EmbeddedChannel(encoder);
    channel.writeOutbound(message);
    ByteBuf frame = channel.readOutbound();
    byte[] bytes = new byte[frame.readableBytes()];
    frame.readBytes(bytes).release();
    channel.finishAndReleaseAll();
    return bytes;
  }

  private static byte[] ping() {
    return frame("{\"Ping\":{\"timestamp\":1}}");
  }

  private static byte[] frame(String json) {
    byte[] body = json.getBytes(StandardCharsets.UTF_8);
    byte[] frame = Arrays.copyOf(length(body.length), 4 + body.length);
    System.arraycopy(body, 0, frame, 4, body.length);
    return frame;
  }

  private static byte[] length(int length) {
    return new byte[] {
      (byte) (length >>> 24), (byte) (length >>> 16), (byte) (length >>> 8), (byte) length
    };
  }
}
