package network.vision.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/**
 * Small files that are replaced as a whole: after a crash there is the old content or the new,
 * never a part of it.
 */
final class TextFile {

  /**
   * Writes {@code bytes} to a file beside {@code path}, forces it, and puts it in the place of
   * {@code path}. What was left there has perhaps another mode, and gives way.
   */
  static void replace(Disk disk, Path path, byte[] bytes) throws IOException {
    Path fresh = path.resolveSibling(path.getFileName() + ".new");
    disk.delete(fresh);
    try (Disk.File file = disk.open(fresh)) {
      file.write(ByteBuffer.wrap(bytes), 0);
      file.force();
    }
    disk.replace(fresh, path);
    disk.forceNames(path.resolveSibling(""));
  }

  /**
   * All of a file of at most {@value StoreLimits#MAX_TEXT_FILE_BYTES} bytes; one byte more of a
   * larger one.
   */
  static byte[] read(Disk disk, Path path) throws IOException {
    try (Disk.File file = disk.openToRead(path)) {
      ByteBuffer bytes = ByteBuffer.allocate(StoreLimits.MAX_TEXT_FILE_BYTES + 1);
      while (bytes.hasRemaining() && file.read(bytes, bytes.position()) > 0) {}
      byte[] read = new byte[bytes.flip().remaining()];
      bytes.get(read);
      return read;
    }
  }

  private TextFile() {}
}
