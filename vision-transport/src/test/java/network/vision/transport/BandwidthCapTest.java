package network.vision.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import network.vision.protocol.Message;
import network.vision.transport.TransportConfig.Flow;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Two connections of a node that may move 10,000 bytes a second. */
@ExtendWith(LeakCheck.class)
class BandwidthCapTest {

  private static final int CAP = 10_000;
  private static final Flow USUAL = Flow.DEFAULT;
  private static final TransportConfig CONFIG =
      TransportConfig.of(List.of(), List.of())
          .with(
              new Flow(
                  USUAL.queuedBytes(),
                  USUAL.skippedBytes(),
                  USUAL.skippedPer(),
                  USUAL.messagesPerSecond(),
                  USUAL.messageBurst(),
                  CAP));

  private final FrozenWire alice = FrozenWire.established(CONFIG);
  private final FrozenWire mallory = alice.another();

  @AfterEach
  void nothingIsLeft() {
    alice.close();
    mallory.close();
  }

  @Test
  void whatIsWithinTheCapIsReadAtOnce() {
    pass(Duration.ofSeconds(1));
    mallory.receive(new byte[] {0, 0, 0, 100});
    mallory.receive(" ".repeat(99));

    assertThat(isRead(mallory)).isTrue();
  }

  @Test
  void whoeverReadsWhileTheNodeIsInDebtWaitsUntilAllOfItIsPaid() {
    receive(mallory, 10 * CAP);
    alice.receive(new Message.Ping(1));
    assertThat(isRead(mallory)).isFalse();
    assertThat(isRead(alice)).isFalse();

    pass(Duration.ofSeconds(8));
    assertThat(isRead(mallory)).isFalse();
    assertThat(isRead(alice)).isFalse();

    pass(Duration.ofSeconds(3));
    assertThat(isRead(mallory)).isTrue();
    assertThat(isRead(alice)).isTrue();
    assertThat(alice.recorder.all(Heard.Got.class)).hasSize(1);
  }

  @Test
  void aDebtThatOthersMakeMeanwhileIsPaidTooBeforeAnybodyGoesOn() {
    receive(mallory, 3 * CAP);
    receive(alice, 5 * CAP);
    pass(Duration.ofSeconds(4));
    assertThat(isRead(mallory)).isFalse();

    pass(Duration.ofSeconds(5));
    assertThat(isRead(mallory)).isTrue();
    assertThat(isRead(alice)).isTrue();
  }

  @Test
  void whatIsWrittenCountsToo() {
    alice.tell(new Command.Close(new Message.Disconnect("x".repeat(5 * CAP))));
    mallory.receive(new Message.Ping(1));

    assertThat(isRead(mallory)).isFalse();
  }

  @Test
  void waitingIsNotBeingIdle() {
    receive(mallory, 200 * CAP);
    pass(Duration.ofSeconds(190));

    assertThat(mallory.channel.isOpen()).isTrue();
  }

  private void pass(Duration time) {
    alice.pass(time);
    mallory.pass(time);
  }

  /** The beginning of a frame that is skipped. */
  private static void receive(FrozenWire wire, int bytes) {
    wire.receive(new byte[] {1, 0, 0, 0});
    wire.receive(" ".repeat(bytes));
  }

  private static boolean isRead(FrozenWire wire) {
    return wire.channel.config().isAutoRead();
  }
}
