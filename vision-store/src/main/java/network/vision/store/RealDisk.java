package network.vision.store;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The disk of this machine. Stateless. */
final class RealDisk implements Disk {

  private static final Set<OpenOption> READ_WRITE = Set.of(CREATE, READ, WRITE);

  /**
   * Whether files here have an owner and modes; elsewhere the user's folder has to protect them.
   */
  static boolean hasModes() {
    return FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
  }

  /** For what is made anew. */
  static FileAttribute<?>[] mode(String permissions) {
    return hasModes()
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }

  @Override
  public File open(Path file) throws IOException {
    return RealFile.at(file, FileChannel.open(file, READ_WRITE, mode("rw-------")));
  }

  @Override
  public File openToRead(Path file) throws IOException {
    return RealFile.at(file, FileChannel.open(file, READ));
  }

  @Override
  public List<String> names(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> String.valueOf(file.getFileName())).toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  @Override
  public void replace(Path from, Path to) throws IOException {
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  @Override
  public void link(Path name, Path file) throws IOException {
    try {
      Files.createLink(name, file);
    } catch (FileAlreadyExistsException e) {
      if (!Files.isSameFile(name, file)) {
        throw e;
      }
    } catch (UnsupportedOperationException e) {
      throw new IOException("a file has only one name here", e);
    }
  }

  @Override
  public void delete(Path file) throws IOException {
    Files.deleteIfExists(file);
  }

  @Override
  public void forceNames(Path directory) throws IOException {
    if (hasModes()) {
      // Windows opens no directory, and keeps names in its own journal.
      try (FileChannel names = FileChannel.open(directory, READ)) {
        names.force(true);
      }
    }
  }

  /**
   * A file of this machine.
   *
   * @param key tells files apart whatever their names; null where the system has no such thing
   */
  private record RealFile(FileChannel channel, @Nullable Object key) implements File {

    static RealFile at(Path path, FileChannel channel) throws IOException {
      return new RealFile(channel, key(path));
    }

    private static @Nullable Object key(Path path) throws IOException {
      return Files.readAttributes(path, BasicFileAttributes.class).fileKey();
    }

    @Override
    public boolean isAt(Path path) throws IOException {
      try {
        return Objects.equals(key, key(path));
      } catch (NoSuchFileException e) {
        return false;
      }
    }

    @Override
    public long size() throws IOException {
      return channel.size();
    }

    @Override
    public int read(ByteBuffer to, long from) throws IOException {
      return channel.read(to, from);
    }

    @Override
    public void write(ByteBuffer bytes, long at) throws IOException {
      long to = at;
      while (bytes.hasRemaining()) {
        to += channel.write(bytes, to);
      }
    }

    @Override
    public void copy(File source, long from, long length, long at) throws IOException {
      channel.position(at);
      long done = 0;
      while (done < length) {
        long moved = ((RealFile) source).channel.transferTo(from + done, length - done, channel);
        if (moved <= 0) {
          throw new EOFException("a file became shorter while it was copied");
        }
        done += moved;
      }
    }

    @Override
    public void truncate(long size) throws IOException {
      channel.truncate(size);
    }

    @Override
    public void force() throws IOException {
      channel.force(false);
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }
}
