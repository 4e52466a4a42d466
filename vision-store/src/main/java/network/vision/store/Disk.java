package network.vision.store;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;

/**
 * The few things the store does with files. The seam where tests put a disk that fails, or that
 * loses power between any two of them.
 *
 * <p>What is written may be lost or half there after a crash until {@link File#force} has returned;
 * a changed name, until {@link #forceNames} has.
 */
interface Disk {

  /** An open file. Positions are absolute; nobody else writes to it. */
  interface File extends Closeable {

    long size() throws IOException;

    /** Reads at least one byte into {@code to}; -1 at the end. */
    int read(ByteBuffer to, long from) throws IOException;

    /** Writes all of {@code bytes}. */
    void write(ByteBuffer bytes, long at) throws IOException;

    /** Writes {@code length} bytes that are in {@code source} from {@code from} on. */
    void copy(File source, long from, long length, long at) throws IOException;

    void truncate(long size) throws IOException;

    /**
     * Whether {@code path} is the name of this very file: somebody may have removed or replaced it.
     */
    boolean isAt(Path path) throws IOException;

    /** Returns when all that was written is on the medium. */
    void force() throws IOException;
  }

  /** Opens for reading and writing; what is missing is made, readable by its owner only. */
  File open(Path file) throws IOException;

  /** Opens what is there. */
  File openToRead(Path file) throws IOException;

  /** The names in a directory. */
  List<String> names(Path directory) throws IOException;

  /** Puts {@code from} in the place of {@code to}, at once or not at all. */
  void replace(Path from, Path to) throws IOException;

  /**
   * Gives {@code file} one more name, under which it stays when its own is given to another. One
   * that it has already is no mistake.
   *
   * @throws IOException also where a file has only one name
   */
  void link(Path name, Path file) throws IOException;

  void delete(Path file) throws IOException;

  /** Returns when the names in {@code directory} are on the medium. */
  void forceNames(Path directory) throws IOException;
}
