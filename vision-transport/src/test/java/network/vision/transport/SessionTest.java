package network.vision.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import network.vision.protocol.HandshakeCodec;
import network.vision.protocol.HandshakeVersion;
import network.vision.protocol.Message;
import network.vision.protocol.Refusal;
import network.vision.transport.TransportConfig.Flow;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LeakCheck.class)
class SessionTest {

  private static final byte[] ALICE = HandshakeCodec.encode(HandshakeVersion.V4, Peers.ALICE);
  private static final byte[] BOB = HandshakeCodec.encode(HandshakeVersion.V4, Peers.BOB);
  private static final TransportConfig CONFIG = TransportConfig.of(List.of(), List.of());
  private static final int MIB = 1024 * 1024;

  private FrozenWire wire = FrozenWire.established(CONFIG);

  @AfterEach
  void nothingIsLeft() {
    wire.close();
    assertThat(wire.shared.counters().stats().open())
        .isEqualTo(new TransportStats.Open(0, 0, 0, 0, 0));
  }

  @Test
  void nothingIsSaidBeforeTheHandshakeIsAnsweredAndThenItComesFirst() {
    renew(FrozenWire.accepted(CONFIG));
    wire.receive(ALICE);
    assertThat(wire.sent()).isEmpty();
    wire.tell(new Command.Accept(BOB));
    wire.tell(new Command.Accept(BOB));
    assertThat(wire.sent()).isEqualTo(BOB);
  }

  @Test
  void whatAPeerSaysTooEarlyIsHeardAfterTheAnswer() {
    renew(FrozenWire.accepted(CONFIG));
    wire.receive(ALICE);
    wire.receive(new Message.Ping(1));
    assertThat(wire.channel.config().isAutoRead()).isFalse();
    assertThat(wire.recorder.all(Heard.Got.class)).isEmpty();
    wire.tell(new Command.Accept(BOB));
    assertThat(messages()).containsExactly(new Message.Ping(1));
    assertThat(wire.channel.config().isAutoRead()).isTrue();
  }

  @Test
  void aFullMailboxStopsTheReadingAndLosesNothing() {
    wire.recorder.setFull(true);
    wire.receive(new Message.Ping(1));
    wire.receive(new Message.Ping(2));
    assertThat(wire.channel.config().isAutoRead()).isFalse();
    wire.shared.connections().resumeAll();
    assertThat(messages()).isEmpty();
    wire.recorder.setFull(false);
    wire.shared.connections().resumeAll();
    assertThat(messages()).containsExactly(new Message.Ping(1), new Message.Ping(2));
    assertThat(wire.channel.config().isAutoRead()).isTrue();
  }

  @Test
  void aHandshakeThatIsNotTakenIsOfferedAgain() {
    renew(FrozenWire.accepted(CONFIG));
    wire.recorder.setFull(true);
    wire.receive(ALICE);
    wire.recorder.setFull(false);
    wire.shared.connections().resumeAll();
    assertThat(wire.recorder.all(Heard.Introduced.class)).hasSize(1);
    assertThat(wire.channel.config().isAutoRead()).isTrue();
  }

  @Test
  void aHandshakeThatNobodyTookIsNeverReportedAsClosed() {
    renew(FrozenWire.accepted(CONFIG));
    wire.recorder.setFull(true);
    wire.receive(ALICE);
    wire.hangUp();
    assertThat(wire.recorder.all(Heard.Closed.class)).isEmpty();
    assertThat(wire.recorder.all(Heard.InboundRefused.class)).hasSize(1);
  }

  @Test
  void aFloodWaitsForItsShareAndIsReadAgain() {
    renew(FrozenWire.established(CONFIG.with(flow(10, 5))));
    for (int i = 0; i < 8; i++) {
      wire.receive(new Message.Ping(i));
    }
    assertThat(messages()).hasSize(5);
    assertThat(wire.channel.config().isAutoRead()).isFalse();
    wire.pass(Duration.ofMillis(350));
    assertThat(messages()).hasSize(8);
    wire.pass(Duration.ofSeconds(1));
    assertThat(wire.channel.config().isAutoRead()).isTrue();
  }

  @Test
  void aPeerThatSaysNothingWholeIsIdle() {
    wire.pass(Duration.ofSeconds(149));
    wire.receive(new Message.Ping(1));
    for (int i = 0; i < 75; i++) {
      wire.receive(new byte[] {0});
      wire.pass(Duration.ofSeconds(2));
      if (i == 0) {
        wire.receive(new byte[] {0, 1, 0});
      }
    }
    assertThat(closed().reason()).isEqualTo(CloseReason.IDLE);
  }

  @Test
  void aPeerThatPingsStays() {
    for (int i = 0; i < 20; i++) {
      wire.pass(Duration.ofSeconds(30));
      wire.receive(new Message.Ping(i));
    }
    assertThat(wire.channel.isOpen()).isTrue();
  }

  @Test
  void aBadMessageIsToldAndTheConnectionStays() {
    wire.receive(new byte[] {0, 0, 0, 11});
    wire.receive("{\"Ping\":{}}");
    assertThat(wire.recorder.await(Heard.MessageRefused.class))
        .isEqualTo(new Heard.MessageRefused(wire.id(), Refusal.MISSING_FIELD));
    wire.receive(new Message.Ping(2));
    assertThat(messages()).containsExactly(new Message.Ping(2));
  }

  @Test
  void garbageEndsTheConnectionWithItsReason() {
    wire.receive(new byte[] {0, 0, 0, 1, '?'});
    assertThat(closed().reason()).isEqualTo(CloseReason.GARBAGE);
  }

  @Test
  void anOversizedFrameIsToldAsSkipped() {
    wire.receive(new byte[] {0, 0x10, 0, 1});
    wire.receive("{\"Block\":[" + " ".repeat(200));
    assertThat(wire.recorder.await(Heard.Skipped.class))
        .isEqualTo(new Heard.Skipped(wire.id(), "Block", MIB + 5L));
  }

  @Test
  void aFarewellIsTheLastThingSaid() {
    wire.tell(new Command.Close(new Message.Disconnect("bye")));
    wire.tell(new Command.Close(null));
    assertThat(new String(wire.sent(), StandardCharsets.US_ASCII))
        .endsWith("{\"Disconnect\":{\"reason\":\"bye\"}}");
    assertThat(closed().reason()).isEqualTo(CloseReason.REQUESTED);
  }

  @Test
  void aResetIsToldFromAClose() {
    wire.channel.pipeline().fireExceptionCaught(new IOException("Connection reset by peer"));
    assertThat(closed().reason()).isEqualTo(CloseReason.RESET);
  }

  @Test
  void aFaultOfOursIsReportedAndNotBlamedOnThePeer() {
    IllegalStateException fault = new IllegalStateException("ours");
    wire.channel.pipeline().fireExceptionCaught(fault);
    assertThat(closed().reason()).isEqualTo(CloseReason.FAULT);
    assertThat(wire.recorder.await(Heard.Troubled.class).trouble())
        .isEqualTo(new Trouble.Fault(fault));
  }

  private void renew(FrozenWire other) {
    wire.close();
    wire = other;
  }

  private Heard.Closed closed() {
    assertThat(wire.recorder.all(Heard.Closed.class)).hasSize(1);
    return wire.recorder.await(Heard.Closed.class);
  }

  private List<Message> messages() {
    return wire.recorder.all(Heard.Got.class).stream().map(Heard.Got::message).toList();
  }

  private static Flow flow(int messagesPerSecond, int burst) {
    return new Flow(4 * MIB, 64L * MIB, Duration.ofMinutes(10), messagesPerSecond, burst, 0);
  }
}
