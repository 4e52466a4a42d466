package network.vision.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a data directory holds, read beside a node that may be running: nothing is locked, nothing
 * is written.
 *
 * <p>Immutable. A last line that is unfinished may be one that the running node is just writing.
 *
 * @param peers what was found in the peer file
 * @param problems one line for each of the other files that is damaged, naming it
 */
public record StoreInspection(LoadReport peers, List<String> problems) {

  public StoreInspection {
    problems = List.copyOf(problems);
  }

  /** Whether there is nothing to complain about. */
  public boolean isClean() {
    return problems.isEmpty() && peers.isWhole();
  }

  /**
   * Reads the files of {@link DataDirectory} in {@code directory}.
   *
   * @throws StoreException if there is no such directory, or a file cannot be read at all
   */
  public static StoreInspection check(Path directory) throws StoreException {
    LoadReport peers = peers(directory).report();
    List<String> problems = new ArrayList<>();
    Disk disk = new RealDisk();
    try {
      IdentityFile.read(disk, directory.resolve(IdentityFile.NAME));
    } catch (NoSuchFileException e) {
      Path identity = directory.resolve(IdentityFile.NAME);
      problems.add(
          Files.isSymbolicLink(identity)
              ? identity + " is a link to what is not there: a start is refused"
              : identity + " is missing: a start makes a new node");
    } catch (StoreException e) {
      problems.add(String.valueOf(e.getMessage()));
    } catch (IOException e) {
      throw notReadable(directory.resolve(IdentityFile.NAME), e);
    }
    addDamage(problems, ValueFile.recordSequence(disk, directory));
    addDamage(problems, ValueFile.network(disk, directory));
    return new StoreInspection(peers, problems);
  }

  /**
   * The genesis hash of the network that {@code directory} is bound to; empty while it is to none.
   *
   * @throws StoreException if the file cannot be read
   */
  public static Optional<String> network(Path directory) throws StoreException {
    ValueFile<String> network = ValueFile.network(new RealDisk(), directory);
    try {
      return network.read();
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw notReadable(network.path(), e);
    }
  }

  /**
   * Reads the peers in {@code directory}; none where there is no peer file yet.
   *
   * @throws StoreException if there is no such directory, or the file cannot be read at all
   */
  public static LoadedPeers peers(Path directory) throws StoreException {
    Path path = directory.resolve(PeerStore.NAME);
    if (!Files.isDirectory(directory)) {
      throw notReadable(directory, new NoSuchFileException("there is no such directory"));
    }
    try (Disk.File file = new RealDisk().openToRead(path)) {
      return PeerFileScan.of(file).loaded(path, null);
    } catch (NoSuchFileException e) {
      return new LoadedPeers(
          List.of(), List.of(), new LoadReport(path, 0, 0, 0, 0, List.of(), null));
    } catch (IOException e) {
      throw notReadable(path, e);
    }
  }

  private static void addDamage(List<String> problems, ValueFile<?> file) throws StoreException {
    try {
      if (file.read().isEmpty()) {
        problems.add(file.path() + " is damaged: a start puts it aside and goes on");
      }
    } catch (NoSuchFileException e) {
      // It is made when it is needed.
    } catch (IOException e) {
      throw notReadable(file.path(), e);
    }
  }

  private static StoreException notReadable(Path path, IOException e) {
    return StoreException.notReadable(
        path, e, "correct the path, or run this as the user who runs the node");
  }
}
