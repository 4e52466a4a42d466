package network.vision.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What the log of events keeps. */
class EventLogTest {

  private static final long FIRST = FakeNode.T0.toEpochMilli();

  private final EventLog log = new EventLog(3, () -> FakeNode.T0);

  @Test
  void numbersBeginWithTheClockAndGrowByOne() {
    publish(2);

    assertThat(log.after(0, 10)).extracting(NodeEvent::id).containsExactly(FIRST + 1, FIRST + 2);
  }

  @Test
  void onlyTheNewestAreKept() {
    publish(5);

    assertThat(log.after(0, 10))
        .extracting(NodeEvent::id)
        .containsExactly(FIRST + 3, FIRST + 4, FIRST + 5);
    assertThat(log.after(FIRST + 3, 1)).extracting(NodeEvent::id).containsExactly(FIRST + 4);
  }

  @Test
  void aGapIsKnown() {
    publish(5);

    assertThat(log.isComplete(FIRST + 1)).isFalse();
    assertThat(log.isComplete(FIRST + 2)).isTrue();
    assertThat(log.isComplete(FIRST + 5)).isTrue();
    assertThat(log.isComplete(FIRST + 6)).isFalse();
  }

  @Test
  void aRestartDoesNotUseANumberAgain() {
    publish(1000);
    EventLog later = new EventLog(3, () -> Instant.ofEpochMilli(FIRST + 1001));

    assertThat(later.newestId()).isGreaterThan(log.newestId());
  }

  private void publish(int events) {
    for (int i = 0; i < events; i++) {
      log.publish(NodeEvent.of(NodeEvent.Kind.VERDICT, FakeNode.T0, "x"));
    }
  }
}
