package network.vision.store;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;

/**
 * The damaged parts of a file, or all of it, kept beside it as {@code
 * <file>.damaged-<date>-<time>}. At most {@value StoreLimits#MAX_FILES_ASIDE} of them; the oldest
 * go first.
 */
final class AsideFiles {

  private static final String MARK = ".damaged-";

  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss-SSS").withZone(ZoneOffset.UTC);

  private final Disk disk;
  private final Path file;

  AsideFiles(Disk disk, Path file) {
    this.disk = disk;
    this.file = file;
  }

  /** The name for what is found at {@code now}. */
  Path nameAt(Instant now) {
    return file.resolveSibling(file.getFileName() + MARK + DATE.format(now));
  }

  /**
   * Copies {@code spans} of {@code source} to {@code aside}; returns when they are on the medium.
   */
  void keep(Disk.File source, List<Span> spans, Path aside) throws IOException {
    try (Disk.File to = disk.open(aside)) {
      to.truncate(0);
      long at = 0;
      for (Span span : spans) {
        long length = Math.min(span.length(), StoreLimits.MAX_BYTES_ASIDE - at);
        to.copy(source, span.start(), length, at);
        at += length;
      }
      to.force();
    }
    named();
  }

  /** Keeps the whole file, of which the disk may give back more another time. */
  void keepWhole(Path aside) throws IOException {
    disk.link(aside, file);
    named();
  }

  private void named() throws IOException {
    Path directory = file.resolveSibling("");
    disk.forceNames(directory);
    dropOldest(directory);
  }

  /** What cannot be deleted is no reason to save nothing; the next to be kept tries again. */
  private void dropOldest(Path directory) {
    String prefix = file.getFileName() + MARK;
    try {
      List<String> names =
          disk.names(directory).stream().filter(name -> name.startsWith(prefix)).sorted().toList();
      for (int i = 0; i < names.size() - StoreLimits.MAX_FILES_ASIDE; i++) {
        disk.delete(file.resolveSibling(names.get(i)));
      }
    } catch (IOException e) {
      // One more than wanted stays.
    }
  }
}
