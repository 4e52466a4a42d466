package network.vision.node.running;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import network.vision.api.Health;
import network.vision.gossip.Event;
import network.vision.node.outlet.EventOutlet;
import network.vision.node.outlet.NodeMetrics;
import network.vision.node.outlet.OperatorLog;
import network.vision.protocol.PeerAddress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HealthDeskTest {

  private static final PeerAddress PORT = PeerAddress.parse("127.0.0.1:7072").orElseThrow();

  private final NodeMetrics metrics = new NodeMetrics("1.1.1");
  private final Mailbox mailbox = new Mailbox();
  private final RouterDesk router =
      new RouterDesk(mailbox, metrics, new OperatorLog(""), new EventOutlet());

  @AfterEach
  void close() {
    router.close();
    metrics.close();
  }

  @Test
  void aNodeIsReadyOnceTheCoreHasWhatWasStored() throws Exception {
    HealthDesk desk = new HealthDesk(mailbox, router, () -> List.of(PORT));
    mailbox.deliver(new Event.PeersLoaded(List.of(), 0));
    desk.bookIsOnItsWay();

    assertThat(desk.health().isReady()).isFalse();
    assertThat(bad(desk)).containsExactly("book");

    mailbox.take(0);
    assertThat(desk.health().isReady()).isFalse();

    answerNext();
    assertThat(desk.health().isReady()).isTrue();
    assertThat(bad(desk)).isEmpty();
  }

  @Test
  void aNodeThatListensNowhereIsNotReady() throws Exception {
    HealthDesk desk = new HealthDesk(mailbox, router, List::of);
    desk.bookIsOnItsWay();
    answerNext();

    assertThat(desk.health().isLive()).isTrue();
    assertThat(desk.health().isReady()).isFalse();
    assertThat(bad(desk)).containsExactly("listening");
  }

  @Test
  void aNodeWhoseLoopHasEndedDoesNotLive() {
    HealthDesk desk = new HealthDesk(mailbox, router, () -> List.of(PORT));
    mailbox.close();

    assertThat(desk.health().isLive()).isFalse();
    assertThat(bad(desk)).contains("loop");
  }

  private void answerNext() throws InterruptedException {
    if (mailbox.take(0) instanceof Mailbox.Question<?> question) {
      question.answer(NodeLoopTest.SIGHT);
    }
  }

  private static List<String> bad(HealthDesk desk) {
    return desk.health().checks().stream()
        .filter(check -> !check.isOk())
        .map(Health.Check::name)
        .toList();
  }
}
