package network.vision.node.running;

import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import network.vision.node.outlet.LogSetup;

/** What is written of a node that ends: program, cause, events, lines of the log. */
final class CrashText {

  private static final int MOST_CHARS = 2_000;

  /** The text with {@code cause}, which ends its last line, and {@code events}, the newest last. */
  static String of(String cause, List<String> events) {
    StringBuilder text = new StringBuilder();
    text.append(Program.NAME)
        .append(' ')
        .append(Program.VERSION)
        .append(", Java ")
        .append(Runtime.version())
        .append("\n\n")
        .append(cause);
    append(text, "events of the loop", events);
    append(text, "lines of the log", LogSetup.lastLines());
    return text.toString();
  }

  /** Nobody else may read such a file. */
  static FileAttribute<?>[] forOwner(Path file) {
    return file.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }

  private static void append(StringBuilder text, String what, List<String> lines) {
    text.append("\nThe last ").append(lines.size()).append(' ').append(what).append(":\n");
    lines.forEach(line -> text.append(cut(line)).append('\n'));
  }

  private static String cut(String line) {
    return line.length() <= MOST_CHARS ? line : line.substring(0, MOST_CHARS) + "...";
  }

  private CrashText() {}
}
