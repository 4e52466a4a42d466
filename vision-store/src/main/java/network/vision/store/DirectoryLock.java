package network.vision.store;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The right to write to a data directory: a lock of the operating system on the file {@code lock},
 * which ends with the process however it ends. The file's text says who holds it.
 *
 * <p>POSIX drops a process's locks on a file as soon as the process closes any handle of it, so a
 * directory that this JVM holds must not be opened a second time; {@link #HELD} is what prevents
 * it, and therefore belongs to the JVM.
 */
final class DirectoryLock implements AutoCloseable {

  static final String NAME = "lock";

  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();
  private static final Set<OpenOption> READ_WRITE = Set.of(CREATE, READ, WRITE);
  private static final Pattern TEXT = Pattern.compile("pid (\\d{1,10}) since (\\S{1,40})\\s*");
  private static final int MAX_TEXT_BYTES = 100;

  private final Path directory;
  private final FileChannel channel;

  private DirectoryLock(Path directory, FileChannel channel) {
    this.directory = directory;
    this.channel = channel;
  }

  /**
   * Takes the lock, without waiting.
   *
   * @param directory its real path
   */
  static DirectoryLock take(Path directory, Instant now) throws StoreException {
    if (!HELD.add(directory)) {
      throw locked(directory, "this very process, " + ProcessHandle.current().pid());
    }
    try {
      return lock(directory, now);
    } catch (IOException e) {
      HELD.remove(directory);
      throw StoreException.notWritable(
          directory, e, "let this user write there, or choose another data directory");
    } catch (StoreException | RuntimeException e) {
      HELD.remove(directory);
      throw e;
    }
  }

  private static DirectoryLock lock(Path directory, Instant now)
      throws IOException, StoreException {
    FileChannel channel =
        FileChannel.open(directory.resolve(NAME), READ_WRITE, RealDisk.mode("rw-------"));
    try {
      FileLock lock = channel.tryLock();
      if (lock == null) {
        throw locked(directory, holder(channel));
      }
    } catch (IOException | StoreException | RuntimeException e) {
      channel.close();
      throw e;
    }
    say(channel, "pid " + ProcessHandle.current().pid() + " since " + now + "\n");
    return new DirectoryLock(directory, channel);
  }

  /** For people only, so a full disk does not matter here. */
  private static void say(FileChannel channel, String text) {
    try {
      channel.truncate(0);
      channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)), 0);
    } catch (IOException e) {
      // The lock itself holds.
    }
  }

  private static String holder(FileChannel channel) throws IOException {
    ByteBuffer text = ByteBuffer.allocate(MAX_TEXT_BYTES);
    channel.read(text, 0);
    Matcher said = TEXT.matcher(StandardCharsets.US_ASCII.decode(text.flip()));
    return said.matches()
        ? "process " + said.group(1) + " since " + said.group(2)
        : "another process";
  }

  private static StoreException locked(Path directory, String holder) {
    return new StoreException(
        StoreException.Kind.LOCKED,
        directory,
        "is used by " + holder + ": stop that node first, or choose another data directory");
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      // Nothing was written, and the lock is gone with the handle.
    } finally {
      HELD.remove(directory);
    }
  }
}
