package network.vision.node.running;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * What a node would say if it ended now: a file {@value #FILE} in the data directory, with the
 * kinds of the last events and the last lines of the log.
 *
 * <p>Goal: an end that no code of ours sees (a signal that kills, no memory left, a fault of the
 * JVM) leaves what came before it. Every second the file is written anew where there is something
 * new, at most some ten KiB, and is not forced: it outlives the process, not a loss of power. A
 * node that is closed takes it away; the next start that finds one keeps it ({@link
 * Crash#keepLastWords}).
 *
 * <p>Owner: a virtual thread, which may wait for the disk. Failure: the last seconds are missing;
 * that the disk fails is the store's to tell. Source: {@code docs/decisions/018-last-words.md}.
 */
final class LastWords implements Rooms.Room {

  static final String FILE = "last-words";

  private static final String CAUSE =
      "This run did not end in order: it was killed, no memory was left, or the JVM failed.\n";
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_END = Duration.ofMillis(200);

  private final Path file;
  private final LastEvents events;
  private final CountDownLatch stop = new CountDownLatch(1);
  private final Thread thread;
  private String written = "";

  private LastWords(Path directory, LastEvents events) {
    this.file = directory.resolve(FILE);
    this.events = events;
    this.thread = Thread.ofVirtual().name("vision-last-words").unstarted(this::run);
  }

  /** Begins to keep them in {@code directory}, which this process alone writes to. */
  static LastWords keep(Path directory, LastEvents events) {
    LastWords words = new LastWords(directory, events);
    words.thread.start();
    return words;
  }

  /** The node has ended in order, and has no last words. */
  @Override
  public void close() {
    stop.countDown();
    try {
      if (thread.join(LONGEST_END)) {
        Files.deleteIfExists(file);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      // The next start takes it for the words of a run that was killed.
    }
  }

  private void run() {
    try (FileChannel out = open()) {
      do {
        write(out);
      } while (!stop.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS));
    } catch (IOException e) {
      // Nothing is kept.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private FileChannel open() throws IOException {
    Files.deleteIfExists(file);
    return FileChannel.open(
        file,
        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
        CrashText.forOwner(file));
  }

  private void write(FileChannel out) {
    String words = CrashText.of(CAUSE, kinds());
    if (words.equals(written)) {
      return;
    }
    ByteBuffer bytes = ByteBuffer.wrap(words.getBytes(StandardCharsets.UTF_8));
    try {
      long at = 0;
      while (bytes.hasRemaining()) {
        at += out.write(bytes, at);
      }
      out.truncate(at);
      written = words;
    } catch (IOException e) {
      // A disk that is full may have room in a second.
    }
  }

  /** Without what they hold, which can be long. */
  private List<String> kinds() {
    return events.list().stream()
        .map(past -> past.at() + " " + past.event().getClass().getSimpleName())
        .toList();
  }
}
