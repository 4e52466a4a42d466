package network.vision.store;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The file {@code network}: the genesis hash of the network that a data directory is of.
 *
 * <p>The signed words of peers hold for one network; whoever passes them on in another one is
 * banned there.
 */
final class NetworkFile {

  static final String NAME = "network";

  private static final String FORMAT = "vision-network";

  private final Disk disk;
  private final Path path;

  NetworkFile(Disk disk, Path directory) {
    this.disk = disk;
    this.path = directory.resolve(NAME);
  }

  Path path() {
    return path;
  }

  /**
   * The genesis hash; empty where the file is damaged.
   *
   * @throws NoSuchFileException if there is none
   */
  Optional<String> read() throws IOException {
    byte[] bytes = TextFile.read(disk, path);
    int end = SealedLine.endOfOnly(bytes);
    if (end < 0) {
      return Optional.empty();
    }
    try {
      return Optional.of(JsonFields.read(bytes, 0, end, NetworkFile::readHash));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /**
   * The genesis hash; empty where there is no file, or a damaged one, which is put aside.
   *
   * @throws StoreException if it cannot be read, or not be put aside
   */
  Optional<String> readOrPutAside(StoreListener listener) throws StoreException {
    try {
      Optional<String> hash = read();
      if (hash.isEmpty()) {
        listener.onStore(new StoreEvent.PutAside(path, PrivateFiles.putAside(path)));
      }
      return hash;
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw StoreException.notReadable(path, e, "give it to the user who runs the node");
    }
  }

  /** Writes {@code genesisHash}, which needs no escaping, where the disk takes it now. */
  void tryWrite(String genesisHash) {
    String line =
        "{\"format\":\"%s\",\"version\":1,\"genesis_hash\":\"%s\"}".formatted(FORMAT, genesisHash);
    try {
      TextFile.replace(disk, path, SealedLine.seal(line));
    } catch (IOException e) {
      // Until the next start the directory is of no network, as before its first.
    }
  }

  private static String readHash(JsonFields in) {
    String hash = null;
    in.object();
    while (in.nextField()) {
      switch (in.name()) {
        case "genesis_hash" -> hash = in.text();
        default -> in.skip();
      }
    }
    if (hash == null) {
      throw new IllegalArgumentException("genesis_hash: missing");
    }
    return hash;
  }
}
