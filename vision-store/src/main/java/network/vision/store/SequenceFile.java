package network.vision.store;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.OptionalLong;

/**
 * The file {@code record-sequence}: the {@code seq} of the last record of our own, as one {@link
 * SealedLine}.
 *
 * <p>Beside the peer file and not in it, so that it outlives a peer file that somebody deletes. A
 * damaged one is put aside and counted as none: a new {@code seq} is at least the wall clock in any
 * case.
 */
final class SequenceFile {

  static final String NAME = "record-sequence";

  private static final String FORMAT = "vision-record-sequence";

  private final Disk disk;
  private final Path path;

  SequenceFile(Disk disk, Path directory) {
    this.disk = disk;
    this.path = directory.resolve(NAME);
  }

  Path path() {
    return path;
  }

  /** The number; 0 where there is no file; empty where it is damaged. */
  OptionalLong read() throws IOException {
    byte[] bytes;
    try {
      bytes = TextFile.read(disk, path);
    } catch (NoSuchFileException e) {
      return OptionalLong.of(0);
    }
    int end = SealedLine.endOfOnly(bytes);
    if (end < 0) {
      return OptionalLong.empty();
    }
    try {
      return OptionalLong.of(JsonFields.read(bytes, 0, end, SequenceFile::readSequence));
    } catch (IllegalArgumentException e) {
      return OptionalLong.empty();
    }
  }

  void write(long sequence) throws IOException {
    String line =
        "{\"format\":\"%s\",\"version\":1,\"sequence\":%s}"
            .formatted(FORMAT, Long.toUnsignedString(sequence));
    TextFile.replace(disk, path, SealedLine.seal(line));
  }

  /** Puts the file aside; returns where it is. */
  Path putAside(Instant now) throws IOException {
    Path aside = new AsideFiles(disk, path).nameAt(now);
    disk.replace(path, aside);
    return aside;
  }

  private static long readSequence(JsonFields in) {
    Long sequence = null;
    in.object();
    while (in.nextField()) {
      switch (in.name()) {
        case "sequence" -> sequence = in.u64();
        default -> in.skip();
      }
    }
    if (sequence == null) {
      throw new IllegalArgumentException("sequence: missing");
    }
    return sequence;
  }
}
