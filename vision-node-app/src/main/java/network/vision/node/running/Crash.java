package network.vision.node.running;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import network.vision.node.outlet.Area;
import network.vision.node.outlet.LogSetup;
import network.vision.node.outlet.OperatorLog;
import network.vision.node.running.LoopDuties.PastEvent;

/**
 * The end of a node by a mistake of ours, which leaves what is known of it in the data directory:
 * the mistake, the last events of the loop, and the last lines of the log, in a file {@code
 * crash-DATE-TIME.txt}. The newest {@value #KEPT} are kept.
 *
 * <p>Any thread; the first mistake counts. Failure: a file that cannot be written is a line in the
 * log.
 */
final class Crash {

  static final int KEPT = 8;

  private static final int MOST_CHARS = 2_000;
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
      Path file = write(text(mistake, lastEvents));
      log.warning(Area.NODE, "What happened last is in " + file);
      removeOld();
    } catch (IOException e) {
      log.warning(Area.NODE, "What happened last cannot be written: " + e);
    } finally {
      ended.completeExceptionally(mistake);
    }
  }

  private Path write(String text) throws IOException {
    Path file = directory.resolve("crash-" + TIME.format(Instant.now()) + ".txt");
    Files.deleteIfExists(file);
    Files.createFile(file, forOwner(file));
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

  private static String text(Throwable mistake, List<PastEvent> lastEvents) {
    StringWriter text = new StringWriter();
    PrintWriter out = new PrintWriter(text);
    out.printf(
        "%s %s, Java %s, %s%n%n", Program.NAME, Program.VERSION, Runtime.version(), Instant.now());
    mistake.printStackTrace(out);
    out.printf("%nThe last %d events of the loop:%n", lastEvents.size());
    lastEvents.forEach(event -> out.println(cut(event.at() + " " + event.event())));
    List<String> lines = LogSetup.lastLines();
    out.printf("%nThe last %d lines of the log:%n", lines.size());
    lines.forEach(line -> out.println(cut(line)));
    return text.toString();
  }

  private static String cut(String line) {
    return line.length() <= MOST_CHARS ? line : line.substring(0, MOST_CHARS) + "...";
  }

  private static FileAttribute<?>[] forOwner(Path file) {
    return file.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }
}
