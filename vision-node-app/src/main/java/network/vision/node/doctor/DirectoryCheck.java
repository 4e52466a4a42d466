package network.vision.node.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import network.vision.store.StoreException;
import network.vision.store.StoreInspection;

/** Whether the node can remember: the data directory, its files, the room on its disk. */
final class DirectoryCheck {

  private static final String NAME = "Data directory";
  private static final long LEAST_FREE_BYTES = 64L << 20;

  static Finding look(Path directory, String genesisHash) {
    Path standing = directory;
    while (!Files.exists(standing) && standing.getParent() != null) {
      standing = standing.getParent();
    }
    if (!Files.isDirectory(standing) || !Files.isWritable(standing)) {
      return Finding.bad(
          NAME,
          standing + " cannot be written by this user; change its owner, or choose --data-dir");
    }
    try {
      long free = Files.getFileStore(standing).getUsableSpace();
      if (free < LEAST_FREE_BYTES) {
        return Finding.bad(
            NAME, directory + ": only " + (free >> 20) + " MiB are free on its disk; make room");
      }
      return standing.equals(directory)
          ? inside(directory, genesisHash)
          : Finding.good(NAME, directory + " will be made at the first start");
    } catch (IOException e) {
      return Finding.bad(NAME, directory + ": " + e.getMessage());
    }
  }

  private static Finding inside(Path directory, String genesisHash) {
    try {
      if (isEmpty(directory)) {
        return Finding.good(NAME, directory + ", empty: a start makes a new node");
      }
      Optional<String> network = StoreInspection.network(directory);
      if (network.isPresent() && !network.get().equals(genesisHash)) {
        return Finding.bad(
            NAME, directory + " is of another network; name that one, or choose --data-dir");
      }
      StoreInspection files = StoreInspection.check(directory);
      if (files.isClean()) {
        return Finding.good(
            NAME, directory + ", " + files.peers().peers() + " peers remembered, no damage");
      }
      String first =
          files.problems().isEmpty()
              ? files.peers().damagedPlaces() + " damaged places; a start leaves them out"
              : files.problems().getFirst();
      return Finding.bad(NAME, directory + ": " + first + "; see vision-node store check");
    } catch (StoreException e) {
      return Finding.bad(NAME, String.valueOf(e.getMessage()));
    } catch (IOException e) {
      return Finding.bad(NAME, directory + " cannot be read: " + e.getMessage());
    }
  }

  private static boolean isEmpty(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.findAny().isEmpty();
    }
  }

  private DirectoryCheck() {}
}
