package network.vision.node.running;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import network.vision.gossip.Event;
import network.vision.node.Eventually;
import network.vision.node.outlet.OperatorLog;
import network.vision.node.running.LoopDuties.PastEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CrashFileTest {

  private static final Instant T0 = Instant.parse("2026-01-01T00:00:00Z");
  private static final List<PastEvent> EVENTS =
      List.of(new PastEvent(T0, new Event.TimePassed()), new PastEvent(T0, new Event.StopWanted()));

  @TempDir private Path folder;

  @Test
  void theEventsBeforeTheEndOfTheLoopAreInTheFile() throws Exception {
    crash().by(new IllegalStateException("on purpose"), EVENTS);

    assertThat(Files.readString(files().getFirst()))
        .contains("IllegalStateException: on purpose", "network.vision.node.running.CrashFileTest.")
        .contains("The last 2 events of the loop:\n2026-01-01T00:00:00Z TimePassed[]\n");
  }

  @Test
  void theFirstMistakeCounts() throws Exception {
    Crash crash = crash();

    crash.by(new IllegalStateException("first"));
    crash.by(new IllegalStateException("second"));

    assertThat(files()).hasSize(1);
    assertThat(Files.readString(files().getFirst())).contains("first").doesNotContain("second");
    assertThat(crash.ended()).isCompletedExceptionally();
  }

  @Test
  void onlyTheNewestAreKept() throws Exception {
    for (int day = 10; day < 20; day++) {
      Files.createFile(folder.resolve("crash-202001" + day + "-000000.txt"));
    }

    crash().by(new IllegalStateException("on purpose"));

    assertThat(files()).hasSize(Crash.KEPT);
    assertThat(files().getFirst()).hasFileName("crash-20200113-000000.txt");
  }

  @Test
  void theLastWordsOfTheRunBeforeAreKeptUnderTheTimeOfItsEnd() throws Exception {
    Path words = Files.writeString(folder.resolve(LastWords.FILE), "killed");
    Files.setLastModifiedTime(words, FileTime.from(T0));

    crash().keepLastWords();
    crash().keepLastWords();

    assertThat(files()).singleElement().asString().endsWith("crash-20260101-000000.txt");
    assertThat(files().getFirst()).hasContent("killed");
  }

  @Test
  void aRunHasLastWordsAtEachMomentButAfterAnEndInOrder() throws Exception {
    LastEvents events = new LastEvents();
    Path file = folder.resolve(LastWords.FILE);
    try (LastWords _ = LastWords.keep(folder, events)) {
      Eventually.holds("the file is there", () -> Files.isRegularFile(file));
      events.add(EVENTS.getFirst());
      Eventually.holds(
          "the event is in it", () -> Files.readString(file).contains("Z TimePassed\n"));
      for (int i = 0; i <= LastEvents.KEPT; i++) {
        events.add(EVENTS.getLast());
      }
      Eventually.holds(
          "newer ones have pushed it out", () -> !Files.readString(file).contains("TimePassed"));
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
          .isEqualTo("rw-------");
    }

    assertThat(file).doesNotExist();
  }

  @Test
  void aFileThatCannotBeWrittenDoesNotKeepTheNodeFromEnding() {
    Crash crash = new Crash(folder.resolve("missing"), new OperatorLog(""));

    crash.by(new IllegalStateException("on purpose"));

    assertThat(crash.ended()).isCompletedExceptionally();
  }

  private Crash crash() {
    return new Crash(folder, new OperatorLog(""));
  }

  private List<Path> files() throws Exception {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }
}
