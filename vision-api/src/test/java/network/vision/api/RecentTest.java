package network.vision.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RecentTest {

  private final List<CompletableFuture<String>> asked = new ArrayList<>();
  private long millis;
  private final Recent<String, String> recent =
      new Recent<>(
          Duration.ofMillis(250), Duration.ZERO, () -> TimeUnit.MILLISECONDS.toNanos(millis));

  @Test
  void aValueOnItsWayIsSharedHoweverSlowTheNodeIs() {
    ask();
    millis = 4_000;
    ask();

    assertThat(asked).hasSize(1);
  }

  @Test
  void theTimeOfAValueRunsFromWhenItIsThere() {
    ask();
    millis = 1_000;
    asked.getFirst().complete("slow");
    millis = 1_249;
    ask();
    assertThat(asked).hasSize(1);

    millis = 1_250;
    ask();
    assertThat(asked).hasSize(2);
  }

  @Test
  void aNodeThatNeverAnswersIsAskedAgain() {
    ask();
    millis = 5_000;
    ask();

    assertThat(asked).hasSize(2);
  }

  @Test
  void whatFailedIsNotKept() {
    ask();
    asked.getFirst().completeExceptionally(new IllegalStateException("busy"));
    ask();

    assertThat(asked).hasSize(2);
  }

  @Test
  void afterAChangeEverythingIsAskedAnew() {
    ask();
    recent.clear();
    ask();

    assertThat(asked).hasSize(2);
  }

  @Test
  void nobodyWaitsForTheNextValueWithinTheGrace() {
    Recent<String, String> graceful =
        new Recent<>(
            Duration.ofMillis(100),
            Duration.ofMillis(50),
            () -> TimeUnit.MILLISECONDS.toNanos(millis));
    CompletableFuture<String> first = new CompletableFuture<>();
    CompletableFuture<String> second = new CompletableFuture<>();
    assertThat(graceful.value("peers", () -> first)).isSameAs(first);
    first.complete("old");

    millis = 120;
    assertThat(graceful.value("peers", () -> second)).isSameAs(first);
    millis = 149;
    assertThat(graceful.value("peers", CompletableFuture::new)).isSameAs(first);
    millis = 150;
    assertThat(graceful.value("peers", CompletableFuture::new)).isSameAs(second);

    second.complete("new");
    millis = 160;
    assertThat(graceful.value("peers", CompletableFuture::new)).isSameAs(second);
  }

  private void ask() {
    var _ =
        recent.value(
            "peers",
            () -> {
              CompletableFuture<String> answer = new CompletableFuture<>();
              asked.add(answer);
              return answer;
            });
  }
}
