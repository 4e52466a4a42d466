package network.vision.node.running;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import network.vision.gossip.Event;
import org.junit.jupiter.api.Test;

class MailboxTest {

  private static final Event EVENT = new Event.TimePassed();

  private final Mailbox mailbox = new Mailbox();

  @Test
  void whatPeersSendIsRefusedWhenItIsFull() {
    fill();

    assertThat(mailbox.offer(EVENT)).isFalse();
    assertThat(mailbox.size()).isEqualTo(Mailbox.HIGH_WATER);
  }

  @Test
  void whatTheNodeTellsItselfIsTakenEvenWhenItIsFull() {
    fill();

    mailbox.deliver(EVENT);

    assertThat(mailbox.size()).isEqualTo(Mailbox.HIGH_WATER + 1);
  }

  @Test
  void thereIsRoomAgainOnceMostOfItIsTaken() throws Exception {
    fill();
    mailbox.offer(EVENT);

    while (mailbox.size() >= Mailbox.LOW_WATER) {
      assertThat(mailbox.hasRoomAgain()).isFalse();
      mailbox.take(0);
    }

    assertThat(mailbox.hasRoomAgain()).isTrue();
    assertThat(mailbox.hasRoomAgain()).isFalse();
  }

  @Test
  void nobodyIsWokenWhoWasNotRefused() throws Exception {
    fill();
    while (mailbox.size() > 0) {
      mailbox.take(0);
    }

    assertThat(mailbox.hasRoomAgain()).isFalse();
  }

  @Test
  void tooManyQuestionsAreRefusedAtOnce() {
    for (int i = 0; i < Mailbox.MAX_QUESTIONS; i++) {
      assertThat(mailbox.ask(view -> view)).isNotDone();
    }

    assertThat(mailbox.ask(view -> view)).isCompletedExceptionally();
  }

  @Test
  void whoeverAsksAClosedMailboxIsToldSo() {
    CompletableFuture<?> waiting = mailbox.ask(view -> view);

    mailbox.close();

    assertThatThrownBy(waiting::join).hasCauseInstanceOf(RejectedExecutionException.class);
    assertThatThrownBy(mailbox.ask(view -> view)::join)
        .hasCauseInstanceOf(RejectedExecutionException.class);
    assertThat(mailbox.isOpen()).isFalse();
  }

  @Test
  void aClosedMailboxTakesAndForgets() throws Exception {
    mailbox.close();

    assertThat(mailbox.offer(EVENT)).isTrue();
    mailbox.deliver(EVENT);

    assertThat(mailbox.take(Long.MAX_VALUE)).isNull();
  }

  private void fill() {
    for (int i = 0; i < Mailbox.HIGH_WATER; i++) {
      assertThat(mailbox.offer(EVENT)).isTrue();
    }
  }
}
