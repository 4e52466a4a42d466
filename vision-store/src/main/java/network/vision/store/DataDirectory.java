package network.vision.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import network.vision.protocol.Identity;

/**
 * Everything a node keeps on disk, and the right to write to it until {@link #close}.
 *
 * <pre>
 *   identity          the secret key and the ebid, made once, mode 0600
 *   peers.jsonl       what the node has learned of its peers
 *   record-sequence   the seq of the last record of our own
 *   network           the network that the peers are of
 *   lock              who uses the directory
 * </pre>
 *
 * <p>Owner: opened and closed by {@code main}; the writing is done by {@code vision-disk}. Failure:
 * {@link #open} refuses with a line for the operator and changes nothing. Source: {@code
 * docs/OPERATIONS.md}, "Data directory".
 */
public final class DataDirectory implements AutoCloseable {

  private final Path path;
  private final DirectoryLock lock;
  private final IdentityFile identity;
  private final PeerStore peers;
  private final long recordSequence;
  private final StoreListener listener;

  private DataDirectory(
      Path path,
      DirectoryLock lock,
      IdentityFile identity,
      PeerStore peers,
      long recordSequence,
      StoreListener listener) {
    this.path = path;
    this.lock = lock;
    this.identity = identity;
    this.peers = peers;
    this.recordSequence = recordSequence;
    this.listener = listener;
  }

  /**
   * Opens a data directory, making what is missing.
   *
   * @param directory where; what of it is missing is made with mode 0700
   * @param listener told of troubles from now on
   * @throws StoreException if it is used by another process, cannot be written, or its identity is
   *     damaged or can be read by others
   */
  public static DataDirectory open(Path directory, StoreListener listener) throws StoreException {
    Instant now = Instant.now();
    Path path = make(directory);
    DirectoryLock lock = DirectoryLock.take(path, now);
    try {
      Disk disk = new RealDisk();
      IdentityFile identity = IdentityFile.readOrMake(disk, path, now);
      ValueFile<Long> sequenceFile = ValueFile.recordSequence(disk, path);
      long sequence = sequenceFile.readOrPutAside(listener).orElse(0L);
      PeerStore peers = new PeerStore(disk, path, sequenceFile, listener);
      return new DataDirectory(path, lock, identity, peers, sequence, listener);
    } catch (StoreException | RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  /**
   * Binds the directory to a network; what is bound stays so.
   *
   * @param genesisHash of that network, 64 hex digits
   * @throws StoreException if it is bound to another one
   */
  public void bindTo(String genesisHash) throws StoreException {
    ValueFile<String> file = ValueFile.network(new RealDisk(), path);
    Optional<String> bound = file.readOrPutAside(listener);
    if (bound.isPresent()) {
      requireSame(bound.get(), genesisHash);
      return;
    }
    try {
      file.write(genesisHash);
    } catch (IOException e) {
      // Until the next start the directory is of no network, as before its first.
    }
  }

  /**
   * For whoever adds to what is remembered without being the node.
   *
   * @param genesisHash of the network, 64 hex digits
   * @throws StoreException if the directory is bound to another one
   */
  public void requireNetwork(String genesisHash) throws StoreException {
    Optional<String> bound = ValueFile.network(new RealDisk(), path).readOrPutAside(listener);
    if (bound.isPresent()) {
      requireSame(bound.get(), genesisHash);
    }
  }

  private void requireSame(String bound, String genesisHash) throws StoreException {
    if (!bound.equals(genesisHash)) {
      throw new StoreException(
          StoreException.Kind.OF_OTHER_NETWORK,
          path,
          "is of the network with genesis hash "
              + bound
              + ": name that network, or choose another data directory");
    }
  }

  /** Where it is. */
  public Path path() {
    return path;
  }

  /** The node's key pair, the same after every restart. */
  public Identity identity() {
    return identity.identity();
  }

  /** The node's "eternal broadcast id", the same after every restart. */
  public UUID ebid() {
    return identity.ebid();
  }

  /** Whether the identity was made on this opening. */
  public boolean isNew() {
    return identity.isNew();
  }

  /** What the node has learned. */
  public PeerStore peers() {
    return peers;
  }

  /**
   * The {@code seq} of the last record of our own that is known here, unsigned; 0 before the first.
   */
  public long recordSequence() {
    return recordSequence;
  }

  /**
   * Remembers the {@code seq} of a new record of our own; it must be larger than all before. Never
   * waits.
   */
  public void putRecordSequence(long sequence) {
    peers.putSequence(sequence);
  }

  /** Writes what waits, and lets go of the directory. */
  @Override
  public void close() {
    // A thread that hangs in the disk may still write: then the lock is kept until the process
    // ends.
    if (peers.close()) {
      lock.close();
    }
  }

  private static Path make(Path directory) throws StoreException {
    try {
      if (!Files.isDirectory(directory)) {
        Files.createDirectories(directory, RealDisk.mode("rwx------"));
      }
      return directory.toRealPath();
    } catch (IOException e) {
      throw StoreException.notWritable(directory, e, "choose another data directory");
    }
  }
}
