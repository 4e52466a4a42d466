package network.vision.node;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.UserPrincipal;
import java.nio.file.attribute.UserPrincipalNotFoundException;
import network.vision.node.config.OperatorException;

/** What {@code vision-node store} asks of the folders it writes to. */
final class StoreFolder {

  /** Writes what a file shall hold. */
  interface Content {

    void write(OutputStream to) throws IOException;
  }

  /**
   * A file that we make beside those of another user is one that his node cannot read.
   *
   * @throws OperatorException if no node has run in {@code directory}, or another user's has
   */
  static void requireOurs(Path directory) throws OperatorException {
    try {
      // That of what a link leads to: nobody else may read it.
      UserPrincipal owner = Files.getOwner(directory.resolve("identity"));
      if (isOther(owner)) {
        throw new OperatorException(
            "the files in %s belong to %s: run this as that user"
                .formatted(directory, owner.getName()));
      }
    } catch (NoSuchFileException e) {
      throw new OperatorException(
          directory + " is the data directory of no node: correct it, or start the node first", e);
    } catch (AccessDeniedException e) {
      throw new OperatorException(
          directory + " cannot be read: run this as the user who runs the node", e);
    } catch (IOException e) {
      throw new OperatorException(directory + " cannot be read: " + e, e);
    }
  }

  private static boolean isOther(UserPrincipal owner) throws IOException {
    if (!FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
      return false;
    }
    try {
      return !FileSystems.getDefault()
          .getUserPrincipalLookupService()
          .lookupPrincipalByName(System.getProperty("user.name"))
          .equals(owner);
    } catch (UserPrincipalNotFoundException e) {
      return false; // a user without a name, as in a container, knows what he does
    }
  }

  /**
   * @throws OperatorException if {@code file} is in {@code directory}, whose files are the node's
   */
  static void requireOutside(Path directory, Path file) throws IOException, OperatorException {
    Path place = Files.isRegularFile(file) ? file.toRealPath() : file.toAbsolutePath();
    Path folder = place.getParent();
    if (folder != null && Files.isDirectory(folder) && Files.isSameFile(folder, directory)) {
      throw new OperatorException(
          file + " is in the data directory, where the node alone writes: choose another place");
    }
  }

  /**
   * Has {@code file} hold {@code content}, all of it or what it held before; where nothing can be
   * put in its place, as of a pipe or in a folder that takes no other file, it is written over.
   */
  static void replace(Path file, Content content) throws IOException {
    if (Files.exists(file) && !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      write(file, content);
      return;
    }
    Path fresh =
        file.resolveSibling(file.getFileName() + "." + ProcessHandle.current().pid() + ".new");
    try {
      writeNew(fresh, content);
    } catch (AccessDeniedException e) {
      write(file, content);
      return;
    } catch (IOException e) {
      Files.deleteIfExists(fresh);
      throw e;
    }
    try {
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (FileSystemException e) {
      Files.deleteIfExists(fresh);
      write(file, content);
    }
  }

  private static void write(Path file, Content content) throws IOException {
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
      content.write(out);
    }
  }

  private static void writeNew(Path file, Content content) throws IOException {
    try (FileChannel channel =
            FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel))) {
      content.write(out);
      out.flush();
      channel.force(true);
    }
  }

  private StoreFolder() {}
}
