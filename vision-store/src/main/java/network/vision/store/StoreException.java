package network.vision.store;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The data directory cannot be used as it is. The message is one line for the operator: which path,
 * what is wrong with it, and what to do. Nothing was changed.
 */
public final class StoreException extends Exception {

  private static final long serialVersionUID = 1L;

  /** What is wrong. */
  public enum Kind {
    /** Another process uses the directory. */
    LOCKED,
    /** Others on this machine can read what only the owner may. */
    OPEN_TO_OTHERS,
    /** A file whose content must not be guessed is damaged. */
    DAMAGED,
    /** What is remembered is of another network. */
    OF_OTHER_NETWORK,
    /** The file system refuses to write. */
    NOT_WRITABLE,
    /** The file system refuses to read. */
    NOT_READABLE
  }

  private final Kind kind;

  StoreException(Kind kind, Path path, String whatAndRemedy) {
    this(kind, path, whatAndRemedy, null);
  }

  StoreException(Kind kind, Path path, String whatAndRemedy, @Nullable Throwable cause) {
    super(path + " " + whatAndRemedy, cause);
    this.kind = kind;
  }

  static StoreException notReadable(Path path, IOException cause, String remedy) {
    String what = "cannot be read (" + reason(cause) + "): " + remedy;
    return new StoreException(Kind.NOT_READABLE, path, what, cause);
  }

  static StoreException notWritable(Path path, IOException cause, String remedy) {
    String what = "cannot be written (" + reason(cause) + "): " + remedy;
    return new StoreException(Kind.NOT_WRITABLE, path, what, cause);
  }

  /**
   * What the system said, without the path, which the JDK gives as the whole message of some of its
   * exceptions.
   */
  static String reason(IOException cause) {
    return switch (cause) {
      case AccessDeniedException e -> "permission denied";
      case NoSuchFileException e -> "no such file or directory";
      case FileAlreadyExistsException e -> "something else is in its place";
      case FileSystemException e when e.getReason() != null -> e.getReason();
      default -> cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    };
  }

  /** What is wrong. */
  public Kind kind() {
    return kind;
  }
}
