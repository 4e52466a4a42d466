package network.vision.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import network.vision.protocol.HandshakeCodec;
import network.vision.protocol.HandshakeVersion;
import network.vision.protocol.Refusal;
import network.vision.transport.InboundRefusal.Kind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(LeakCheck.class)
class InboundDoorTest {

  private static final TransportConfig CONFIG = TransportConfig.of(List.of(), List.of());

  private final FrozenWire wire = FrozenWire.accepted(CONFIG);

  @AfterEach
  void nothingIsLeft() {
    wire.close();
    assertThat(wire.shared.counters().stats().open())
        .isEqualTo(new TransportStats.Open(0, 0, 0, 0, 0));
    assertThat(wire.shared.unfinished().count()).isZero();
  }

  @ParameterizedTest
  @EnumSource(HandshakeVersion.class)
  void aHandshakeIsToldWithHowLongItTook(HandshakeVersion version) {
    wire.pass(Duration.ofSeconds(3));
    wire.receive(HandshakeCodec.encode(version, Peers.bob(version)));
    HandshakeArrival arrival = wire.recorder.await(Heard.Introduced.class).arrival();
    assertThat(arrival)
        .isEqualTo(
            new HandshakeArrival(
                new ConnectionId(1),
                FrozenWire.REMOTE,
                version,
                Peers.bob(version),
                Duration.ofSeconds(3)));
    assertThat(wire.sent()).isEmpty();
  }

  @Test
  void aByteEverySecondDoesNotMoveTheDeadline() {
    byte[] frame = HandshakeCodec.encode(HandshakeVersion.V4, Peers.BOB);
    for (int i = 0; i < 11; i++) {
      wire.receive(new byte[] {frame[i]});
      wire.pass(Duration.ofSeconds(1));
    }
    assertThat(refusals()).isEmpty();
    wire.pass(Duration.ofSeconds(1));
    assertThat(refusals()).containsExactly(InboundRefusal.of(Kind.DEADLINE));
    assertThat(wire.channel.isOpen()).isFalse();
  }

  @Test
  void aConnectionClosedWithoutAByteIsAProbe() {
    wire.hangUp();
    assertThat(refusals()).containsExactly(InboundRefusal.of(Kind.PROBE));
  }

  @Test
  void aHandshakeCutOffIsNoProbe() {
    wire.receive("VISI");
    wire.hangUp();
    assertThat(refusals()).containsExactly(InboundRefusal.of(Kind.CUT_OFF));
  }

  @Test
  void httpIsCountedAndClosedWhereItIsNotAnswered() {
    wire.receive("GET / HTTP/1.1\r\n\r\n");
    assertThat(refusals()).containsExactly(InboundRefusal.of(Kind.HTTP));
    assertThat(wire.channel.isOpen()).isFalse();
    assertThat(wire.sent()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"SSH-2.0-x", "HTTP/1.1 200 OK", "\u0016\u0003\u0001", "VISION-P1"})
  void strangersAreCountedAndClosed(String bytes) {
    wire.receive(bytes);
    assertThat(refusals()).containsExactly(InboundRefusal.of(Kind.BAD_MAGIC));
    assertThat(wire.channel.isOpen()).isFalse();
  }

  @Test
  void aHandshakeThatCannotBeReadIsCountedWithItsReason() {
    wire.receive("VISION-P2\u0004\u0000\u0002{}");
    assertThat(refusals())
        .containsExactly(new InboundRefusal(Kind.BAD_HANDSHAKE, Refusal.MISSING_FIELD));
  }

  @Test
  void anOtherVersionByteIsCountedWithItsReason() {
    wire.receive("VISION-P2\u0005\u0000\u0002{}");
    assertThat(refusals())
        .containsExactly(new InboundRefusal(Kind.BAD_HANDSHAKE, Refusal.BAD_HANDSHAKE_VERSION));
  }

  @Test
  void whoIsEvictedIsClosed() {
    wire.tell(new Command.Evict());
    assertThat(refusals()).containsExactly(InboundRefusal.of(Kind.EVICTED));
    assertThat(wire.channel.isOpen()).isFalse();
  }

  @Test
  void anUnansweredHandshakeEndsAtTheSameDeadline() {
    wire.pass(Duration.ofSeconds(5));
    wire.receive(HandshakeCodec.encode(HandshakeVersion.V4, Peers.BOB));
    wire.pass(Duration.ofMillis(6999));
    assertThat(wire.channel.isOpen()).isTrue();
    wire.pass(Duration.ofMillis(1));
    assertThat(wire.recorder.await(Heard.Closed.class).reason()).isEqualTo(CloseReason.UNANSWERED);
    assertThat(refusals()).isEmpty();
  }

  private List<InboundRefusal> refusals() {
    return wire.recorder.all(Heard.InboundRefused.class).stream()
        .map(Heard.InboundRefused::refusal)
        .toList();
  }
}
