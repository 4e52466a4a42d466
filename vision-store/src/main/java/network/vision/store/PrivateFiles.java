package network.vision.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * Small files that only their owner may read: the identity, and the API's token, which the app puts
 * beside it.
 *
 * <p>Written with mode 0600 from the first byte on; refused when anybody else can read them.
 */
public final class PrivateFiles {

  private static final Set<PosixFilePermission> OF_OWNER =
      EnumSet.of(
          PosixFilePermission.OWNER_READ,
          PosixFilePermission.OWNER_WRITE,
          PosixFilePermission.OWNER_EXECUTE);

  /**
   * The text in {@code path}, empty if there is no such file. Works beside a running node.
   *
   * @throws StoreException if others can read it, or we cannot
   */
  public static Optional<String> read(Path path) throws StoreException {
    try {
      return Optional.of(new String(read(new RealDisk(), path), StandardCharsets.UTF_8));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw StoreException.notReadable(path, e, "run this as the user who runs the node");
    }
  }

  /**
   * Puts {@code text}, at most 4096 bytes, in the place of what {@code path} held; returns when it
   * is on the medium.
   *
   * @throws StoreException if it cannot be written; {@code path} is as it was
   */
  public static void write(Path path, String text) throws StoreException {
    write(new RealDisk(), path, text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Has {@code path}, which holds nothing that can be used, go by a dated name beside it.
   *
   * @return that name
   * @throws StoreException if it cannot be renamed; it is as it was
   */
  public static Path putAside(Path path) throws StoreException {
    Disk disk = new RealDisk();
    try {
      Path aside = new AsideFiles(disk, path).nameAt(Instant.now());
      disk.replace(path, aside);
      return aside;
    } catch (IOException e) {
      throw StoreException.notWritable(path, e, "move it away");
    }
  }

  static byte[] read(Disk disk, Path path) throws IOException, StoreException {
    requirePrivate(path);
    return TextFile.read(disk, path);
  }

  static void write(Disk disk, Path path, byte[] bytes) throws StoreException {
    if (bytes.length > StoreLimits.MAX_TEXT_FILE_BYTES) {
      throw new IllegalArgumentException("a private file has at most 4096 bytes");
    }
    try {
      TextFile.replace(disk, path, bytes);
    } catch (IOException e) {
      throw StoreException.notWritable(path, e, "make room, or let this user write there");
    }
  }

  private static void requirePrivate(Path path) throws IOException, StoreException {
    if (!RealDisk.hasModes()) {
      return;
    }
    Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(path);
    if (!OF_OWNER.containsAll(permissions)) {
      throw new StoreException(
          StoreException.Kind.OPEN_TO_OTHERS,
          path,
          "is open to others on this machine (mode "
              + PosixFilePermissions.toString(permissions)
              + "): chmod 600 it; if somebody may have copied it, move it away instead");
    }
  }

  private PrivateFiles() {}
}
