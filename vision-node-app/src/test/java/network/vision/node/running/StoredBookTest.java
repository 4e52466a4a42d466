package network.vision.node.running;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import network.vision.gossip.Event;
import network.vision.node.config.OperatorException;
import network.vision.node.outlet.EventOutlet;
import network.vision.node.outlet.NodeMetrics;
import network.vision.node.outlet.OperatorLog;
import network.vision.store.DataDirectory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** How a core that runs already is brought what was stored. */
class StoredBookTest {

  private static final int PLACES = 100_000;
  private static final int MANY = 2 * BookReturn.PART + 1;

  @TempDir private Path folder;

  private final OperatorLog log = new OperatorLog("");
  private final NodeMetrics metrics = new NodeMetrics("1.1.1");
  private final Mailbox mailbox = new Mailbox();
  private final RouterDesk router = new RouterDesk(mailbox, metrics, log, new EventOutlet());
  private final HealthDesk health = new HealthDesk(mailbox, router, List::of);

  @AfterEach
  void close() {
    router.close();
    metrics.close();
  }

  @Test
  void aSmallBookComesBeforeAnythingElse() throws Exception {
    store(BookReturn.PART);
    try (DataDirectory directory = DataDirectory.open(folder, _ -> {})) {
      StoredBook book = StoredBook.begin(directory, log);
      book.end();

      List<Event> first = book.first(PLACES, desk());

      assertThat(first).hasSize(2).first().isInstanceOf(Event.BansLoaded.class);
      assertThat(peersIn(first)).isEqualTo(BookReturn.PART);
    }
  }

  @Test
  void aLargeBookComesInPartsAndWhoCameBeforeAPartHasHisTurnBeforeTheNext() throws Exception {
    store(MANY);
    try (DataDirectory directory = DataDirectory.open(folder, _ -> {})) {
      StoredBook book = StoredBook.begin(directory, log);
      assertThat(book.first(PLACES, desk()))
          .containsExactly(new Event.BookAwaited(directory.recordSequence()));

      List<Event> taken = new ArrayList<>();
      while (!health.bookKnown().isDone()) {
        switch (mailbox.take(TimeUnit.SECONDS.toNanos(20))) {
          case Mailbox.Arrived(Event event, _) -> {
            taken.add(event);
            mailbox.offer(new Event.TimePassed());
          }
          case Mailbox.Question<?> question -> {
            assertThat(health.bookKnown()).isNotDone();
            question.answer(NodeLoopTest.SIGHT);
            if (taken.stream().anyMatch(Event.PeersLoaded.class::isInstance)) {
              health.bookKnown().get(20, TimeUnit.SECONDS);
            }
          }
          case null -> throw new AssertionError("nothing comes after " + taken.size());
        }
      }
      book.end();

      List<Event> parts = taken.stream().filter(e -> !(e instanceof Event.TimePassed)).toList();
      assertThat(parts)
          .extracting(event -> event.getClass().getSimpleName())
          .containsExactly("BansLoaded", "PeersRead", "PeersRead", "PeersLoaded");
      assertThat(peersIn(parts)).isEqualTo(MANY);
      for (int i = 1; i < parts.size(); i++) {
        assertThat(taken.subList(taken.indexOf(parts.get(i - 1)), taken.indexOf(parts.get(i))))
            .contains(new Event.TimePassed());
      }
    }
  }

  @Test
  void aFileThatNobodyMayReadIsRefusedBeforeAnythingElseIsDone() throws Exception {
    Files.createDirectory(folder.resolve("peers.jsonl"));
    try (DataDirectory directory = DataDirectory.open(folder, _ -> {})) {
      assertThatThrownBy(() -> StoredBook.begin(directory, log))
          .isInstanceOf(OperatorException.class)
          .hasMessageContaining("peers.jsonl");
    }
  }

  @Test
  @Timeout(10)
  void whoStopsANodeDoesNotWaitUntilAllIsBrought() throws Exception {
    store(MANY);
    try (DataDirectory directory = DataDirectory.open(folder, _ -> {})) {
      StoredBook book = StoredBook.begin(directory, log);
      assertThat(book.first(PLACES, desk())).hasSize(1);
      assertThat(mailbox.take(TimeUnit.SECONDS.toNanos(20))).isNotNull();

      mailbox.close();
      book.end();

      assertThat(health.bookKnown()).isCompletedExceptionally();
    }
  }

  private StoredBook.Desk desk() {
    return new StoredBook.Desk(mailbox, health, new Crash(folder, log));
  }

  private static int peersIn(List<Event> events) {
    return events.stream()
        .mapToInt(event ->
            switch (event) {
              case Event.PeersRead(var peers) -> peers.size();
              case Event.PeersLoaded(var peers, _) -> peers.size();
              default -> 0;
            })
        .sum();
  }

  private void store(int peers) throws Exception {
    try (DataDirectory directory = DataDirectory.open(folder, _ -> {})) {
      directory.peers().load();
      IntStream.range(0, peers)
          .forEach(number -> directory.peers().put(BookReturnTest.peer(number)));
      assertThat(directory.peers().flush(Duration.ofSeconds(20))).isTrue();
    }
  }
}
