package network.vision.store;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;

/**
 * A small file that holds one value, as one {@link SealedLine}, replaced as a whole. A damaged one
 * is put aside and counts as none.
 *
 * @param <T> the value
 */
final class ValueFile<T> {

  private final Disk disk;
  private final Path path;
  private final String format;
  private final String field;
  private final Function<JsonFields, T> reader;
  private final Function<T, String> writer;

  private ValueFile(
      Disk disk,
      Path path,
      String field,
      Function<JsonFields, T> reader,
      Function<T, String> writer) {
    this.disk = disk;
    this.path = path;
    this.format = "vision-" + path.getFileName();
    this.field = field;
    this.reader = reader;
    this.writer = writer;
  }

  /**
   * {@code record-sequence}: the {@code seq} of the last record of our own, unsigned.
   *
   * <p>Beside the peer file and not in it, so that it outlives a peer file that somebody deletes.
   * Without one, a new {@code seq} is at least the wall clock.
   */
  static ValueFile<Long> recordSequence(Disk disk, Path directory) {
    return new ValueFile<>(
        disk,
        directory.resolve("record-sequence"),
        "sequence",
        JsonFields::u64,
        Long::toUnsignedString);
  }

  /**
   * {@code network}: the genesis hash of the network that a data directory is of, 64 hex digits.
   *
   * <p>The signed words of peers hold for one network; whoever passes them on in another one is
   * banned there.
   */
  static ValueFile<String> network(Disk disk, Path directory) {
    return new ValueFile<>(
        disk,
        directory.resolve("network"),
        "genesis_hash",
        JsonFields::text,
        hash -> "\"" + hash + "\"");
  }

  Path path() {
    return path;
  }

  /**
   * The value; empty where the file is damaged.
   *
   * @throws NoSuchFileException if there is none
   */
  Optional<T> read() throws IOException {
    byte[] bytes = TextFile.read(disk, path);
    int end = SealedLine.endOfOnly(bytes);
    if (end < 0) {
      return Optional.empty();
    }
    try {
      return JsonFields.read(bytes, 0, end, this::read);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /**
   * The value; empty where there is no file, or a damaged one, which is put aside.
   *
   * @throws StoreException if it cannot be read, or not be put aside
   */
  Optional<T> readOrPutAside(StoreListener listener) throws StoreException {
    try {
      Optional<T> value = read();
      if (value.isEmpty()) {
        listener.onStore(new StoreEvent.PutAside(path, PrivateFiles.putAside(path)));
      }
      return value;
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw StoreException.notReadable(path, e, "give it to the user who runs the node");
    }
  }

  void write(T value) throws IOException {
    String line =
        "{\"format\":\"%s\",\"version\":1,\"%s\":%s}".formatted(format, field, writer.apply(value));
    TextFile.replace(disk, path, SealedLine.seal(line));
  }

  private Optional<T> read(JsonFields in) {
    Optional<T> value = Optional.empty();
    in.object();
    while (in.nextField()) {
      if (in.name().equals(field)) {
        value = Optional.of(reader.apply(in));
      } else {
        in.skip();
      }
    }
    return value;
  }
}
