package network.vision.transcript;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import tools.jackson.core.JacksonException;

/**
 * A file of JSON lines that is written while others go on.
 *
 * <p>Goals: nobody waits for the disk; memory and disk are bounded; no line is missing between two
 * others, since from a gap on nothing can be replayed. So it ends for good at {@value #MAX_BYTES}
 * bytes, when {@value #MAX_WAITING} lines wait, and when the disk fails, and says why once. What
 * stood at its path before is kept under the same name with {@code .1}. Only its owner can read it.
 *
 * <p>Owner: {@link #add} is called by one thread; the thread {@code vision-trace} writes.
 */
final class TranscriptFile implements AutoCloseable {

  static final long MAX_BYTES = 256L * 1024 * 1024;
  static final int MAX_WAITING = 4_096;

  private static final Duration LAST_WAIT = Duration.ofMillis(500);
  private static final Object END = new Object();

  private final BlockingQueue<Object> waiting = new ArrayBlockingQueue<>(MAX_WAITING);
  private final OutputStream out;
  private final long maxBytes;
  private final Consumer<String> ended;
  private final Thread thread = Thread.ofPlatform().name("vision-trace").unstarted(this::run);
  private volatile boolean isOver;

  private TranscriptFile(OutputStream out, long maxBytes, Consumer<String> ended) {
    this.out = out;
    this.maxBytes = maxBytes;
    this.ended = ended;
  }

  /**
   * Begins at {@code path}.
   *
   * @param ended told once if it ends before it is closed, with the reason
   */
  static TranscriptFile begin(Path path, long maxBytes, Consumer<String> ended) throws IOException {
    if (Files.exists(path)) {
      Path older = path.resolveSibling(path.getFileName() + ".1");
      Files.move(path, older, StandardCopyOption.REPLACE_EXISTING);
    }
    TranscriptFile file = new TranscriptFile(new BufferedOutputStream(open(path)), maxBytes, ended);
    file.thread.setDaemon(true);
    file.thread.start();
    return file;
  }

  /** Whether nothing more is taken. */
  boolean isOver() {
    return isOver;
  }

  /** Takes one more line, an immutable record. */
  void add(Object line) {
    if (!isOver && !waiting.offer(line)) {
      end("the disk does not keep up");
    }
  }

  /** Writes what waits, within a second. */
  @Override
  public void close() {
    isOver = true;
    try {
      if (waiting.offer(END, LAST_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
        thread.join(LAST_WAIT);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try (out) {
      long written = 0;
      for (Object line = next(); line != END; line = next()) {
        byte[] bytes = Lines.encode(line);
        written += bytes.length + 1;
        if (written > maxBytes) {
          end("it has " + maxBytes / 1024 / 1024 + " MiB");
          return;
        }
        out.write(bytes);
        out.write('\n');
      }
    } catch (IOException | JacksonException e) {
      end(String.valueOf(e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The next line; what was written is on its way to the disk before anybody waits. */
  private Object next() throws IOException, InterruptedException {
    Object line = waiting.poll();
    if (line == null) {
      out.flush();
      line = waiting.take();
    }
    return line;
  }

  private synchronized void end(String why) {
    if (!isOver) {
      isOver = true;
      waiting.clear();
      var _ = waiting.offer(END);
      ended.accept(why);
    }
  }

  private static OutputStream open(Path path) throws IOException {
    boolean isPosix = path.getFileSystem().supportedFileAttributeViews().contains("posix");
    FileAttribute<?>[] forOwner =
        isPosix
            ? new FileAttribute<?>[] {
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
            }
            : new FileAttribute<?>[0];
    return Channels.newOutputStream(
        Files.newByteChannel(
            path, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), forOwner));
  }
}
