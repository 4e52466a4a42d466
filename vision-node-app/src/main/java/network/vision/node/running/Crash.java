package network.vision.node.running;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import network.vision.node.outlet.Area;
import network.vision.node.outlet.OperatorLog;
import network.vision.node.running.LoopDuties.PastEvent;

/**
 * The end of a node by a mistake of ours, which leaves what is known of it in the data directory:
 * the mistake, the last events of the loop, and the last lines of the log, in a file {@code
 * crash-DATE-TIME.txt}. So is what the run before left that did not end in order. The newest
 * {@value #KEPT} are kept.
 *
 * <p>Any thread; the first mistake counts. Failure: a file that cannot be written is a line in the
 * log.
 */
final class Crash {

  static final int KEPT = 8;

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

  private final Path directory;
  private final OperatorLog log;
  private final CompletableFuture<Void> ended = new CompletableFuture<>();

  /** Of the node that keeps its data in {@code directory}. */
  Crash(Path directory, OperatorLog log) {
    this.directory = directory;
    this.log = log;
  }

  /** Ends with the node; exceptionally by a mistake, after its file is written. */
  CompletableFuture<Void> ended() {
    return ended;
  }

  /** The node cannot go on because of {@code mistake}. */
  void by(Throwable mistake) {
    by(mistake, List.of());
  }

  /** The same, with the last events of the loop, the newest last. */
  synchronized void by(Throwable mistake, List<PastEvent> lastEvents) {
    if (ended.isDone()) {
      return;
    }
    try {
      List<String> events =
          lastEvents.stream().map(event -> event.at() + " " + event.event()).toList();
      Path file = write(CrashText.of(stackTrace(mistake), events));
      log.warning(Area.NODE, "What happened last is in " + file);
      removeOld();
    } catch (IOException e) {
      log.warning(Area.NODE, "What happened last cannot be written: " + e);
    } finally {
      ended.completeExceptionally(mistake);
    }
  }

  /** Keeps the {@link LastWords} of the run before; without any it ended in order. */
  void keepLastWords() {
    Path left = directory.resolve(LastWords.FILE);
    try {
      if (!Files.exists(left)) {
        return;
      }
      Path file = file(Files.getLastModifiedTime(left).toInstant());
      Files.move(left, file, StandardCopyOption.REPLACE_EXISTING);
      log.warning(
          Area.NODE,
          "The run before was killed, had no memory left, or the JVM failed; its last words are in "
              + file);
      removeOld();
    } catch (IOException e) {
      log.warning(Area.NODE, "The last words of the run before cannot be kept: " + e);
    }
  }

  private Path file(Instant at) {
    return directory.resolve("crash-" + TIME.format(at) + ".txt");
  }

  private Path write(String text) throws IOException {
    Path file = file(Instant.now());
    Files.deleteIfExists(file);
    Files.createFile(file, CrashText.forOwner(file));
    return Files.writeString(file, text);
  }

  private void removeOld() throws IOException {
    List<Path> crashes;
    try (Stream<Path> files = Files.list(directory)) {
      crashes =
          files
              .filter(file -> file.getFileName().toString().startsWith("crash-"))
              .sorted()
              .toList();
    }
    for (Path old : crashes.subList(0, Math.max(0, crashes.size() - KEPT))) {
      Files.deleteIfExists(old);
    }
  }

  private static String stackTrace(Throwable mistake) {
    StringWriter text = new StringWriter();
    mistake.printStackTrace(new PrintWriter(text, true));
    return text.toString();
  }
}
