package network.vision.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import network.vision.protocol.HandshakeCodec;
import network.vision.protocol.HandshakeVersion;
import network.vision.protocol.Refusal;
import network.vision.transport.DialFailure.Kind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LeakCheck.class)
class OutboundDoorTest {

  private static final byte[] OURS = HandshakeCodec.encode(HandshakeVersion.V4, Peers.ALICE);
  private static final Dial DIAL =
      new Dial(new ConnectionId(8), FrozenWire.REMOTE, HandshakeVersion.V4, OURS);

  private final FrozenWire wire =
      FrozenWire.dialled(TransportConfig.of(List.of(), List.of()), DIAL);

  @AfterEach
  void nothingIsLeft() {
    wire.close();
    assertThat(wire.shared.counters().stats().open())
        .isEqualTo(new TransportStats.Open(0, 0, 0, 0, 0));
  }

  @Test
  void theDiallerSpeaksFirst() {
    assertThat(wire.sent()).isEqualTo(OURS);
  }

  @Test
  void theAnswerIsToldWithTheRoundTrip() {
    wire.pass(Duration.ofMillis(80));
    wire.receive(HandshakeCodec.encode(HandshakeVersion.V4, Peers.BOB));
    assertThat(wire.recorder.await(Heard.Introduced.class).arrival())
        .isEqualTo(
            new HandshakeArrival(
                DIAL.connection(),
                DIAL.address(),
                HandshakeVersion.V4,
                Peers.BOB,
                Duration.ofMillis(80)));
  }

  @Test
  void closedWithoutAByteOfAnswerIsWhatADeployedNodeDoes() {
    wire.hangUp();
    assertThat(failure().kind()).isEqualTo(Kind.CLOSED_UNANSWERED);
  }

  @Test
  void resetWithoutAByteOfAnswerIsTheSame() {
    wire.channel.pipeline().fireExceptionCaught(new IOException("Connection reset"));
    assertThat(failure().kind()).isEqualTo(Kind.CLOSED_UNANSWERED);
  }

  @Test
  void closedWithinTheAnswerIsSomethingElse() {
    wire.receive("VIS");
    wire.hangUp();
    assertThat(failure().kind()).isEqualTo(Kind.CUT_OFF);
  }

  @Test
  void anAnswerInAnotherVersionIsRefused() {
    wire.receive(HandshakeCodec.encode(HandshakeVersion.V3, Peers.OLD_BOB));
    assertThat(failure()).isEqualTo(DialFailure.badHandshake(Refusal.BAD_HANDSHAKE_VERSION));
  }

  @Test
  void anHttpServerIsKnownByItsAnswer() {
    wire.receive("HTTP/1.1 400 Bad Request\r\n\r\n");
    assertThat(failure().kind()).isEqualTo(Kind.SPOKE_HTTP);
  }

  @Test
  void anAnswerThatIsNoHandshakeIsRefused() {
    wire.receive("220 smtp.example.org ready");
    assertThat(failure()).isEqualTo(DialFailure.badHandshake(Refusal.BAD_MAGIC));
  }

  @Test
  void silenceEndsAtTheDeadline() {
    wire.pass(Duration.ofMillis(11_999));
    assertThat(wire.channel.isOpen()).isTrue();
    wire.pass(Duration.ofMillis(1));
    assertThat(failure()).isEqualTo(DialFailure.of(Kind.TIMEOUT, "no handshake within 12.0 s"));
    assertThat(wire.channel.isOpen()).isFalse();
  }

  private DialFailure failure() {
    assertThat(wire.recorder.all(Heard.DialFailed.class)).hasSize(1);
    return wire.recorder.await(Heard.DialFailed.class).failure();
  }
}
