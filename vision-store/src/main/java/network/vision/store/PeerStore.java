package network.vision.store;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/**
 * The peers and bans that a node remembers, in the file {@code peers.jsonl}.
 *
 * <p>{@link #load} once, on any thread; {@link #put} and {@link #forget} on any thread, which never
 * wait: a change replaces what waits for the same peer, and the thread {@code vision-disk} makes it
 * durable, a tenth of a second and a forced write later, or once all is loaded. Failure: see {@link
 * StoreListener}; nothing that waits is lost while the process lives, up to {@value
 * StoreLimits#MAX_WAITING_CHANGES} peers.
 */
public final class PeerStore {

  static final String NAME = "peers.jsonl";

  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(20);

  private final PeerJournal journal;
  private final WaitingChanges waiting = new WaitingChanges(StoreLimits.MAX_WAITING_CHANGES);
  private final Thread thread;
  private volatile boolean isLoading;
  private volatile boolean isLoaded;

  PeerStore(Disk disk, Path directory, ValueFile<Long> sequenceFile, StoreListener listener) {
    this.journal = new PeerJournal(disk, directory.resolve(NAME));
    this.thread =
        Thread.ofPlatform()
            .name("vision-disk")
            .daemon()
            .unstarted(new DiskThread(journal, sequenceFile, waiting, listener));
  }

  /**
   * Opens the file, which {@link #load} does otherwise: so that one that nobody may read is known
   * of before a thread is there to read it.
   *
   * @throws StoreException if the file cannot be opened
   */
  public void open() throws StoreException {
    requireLoaded(false);
    try {
      journal.open();
    } catch (IOException e) {
      throw notReadable(e);
    }
  }

  /**
   * Reads all peers and starts the disk thread; to be called once, first. Damaged parts are left
   * out and reported.
   *
   * @throws StoreException if the file cannot be opened
   */
  public LoadedPeers load() throws StoreException {
    requireLoaded(false);
    isLoading = true;
    try {
      LoadedPeers peers = read();
      isLoaded = true;
      thread.start();
      return peers;
    } finally {
      isLoading = false;
    }
  }

  /**
   * Instead of {@link #load}: leaves nothing in the file but what is useful, and puts damaged parts
   * aside.
   *
   * @return what was found before
   * @throws StoreException if the file cannot be opened or written; it is as it was
   */
  public LoadReport compact() throws StoreException {
    requireLoaded(false);
    LoadReport before = read().report();
    try {
      journal.compact();
      return before;
    } catch (IOException e) {
      throw StoreException.notWritable(
          journal.path(), e, "make room, or let this user write there");
    }
  }

  /** Remembers {@code peer} in the place of what was known under its key. */
  public void put(StoredPeer peer) {
    waiting.offer(peer.key(), new PeerLine.Peer(peer));
  }

  /** Remembers {@code ban} in the place of what was known under its key. */
  public void put(StoredBan ban) {
    waiting.offer(ban.key(), new PeerLine.Banned(ban));
  }

  /**
   * Forgets the peer or the ban of {@code key}; see {@link StoredPeer#key}, {@link StoredBan#key}.
   */
  public void forget(String key) {
    waiting.offer(key, new PeerLine.Forgotten(key));
  }

  /**
   * Waits until all earlier changes are on the medium.
   *
   * @return false if they are not after {@code limit}
   */
  public boolean flush(Duration limit) throws InterruptedException {
    requireLoaded(true);
    return waiting.flush(limit);
  }

  void putSequence(long sequence) {
    waiting.offerSequence(sequence);
  }

  /**
   * Writes what waits, once more if the disk is failing, and ends the thread; false if it hangs in
   * the disk, or somebody still reads.
   */
  boolean close() {
    waiting.close();
    if (isLoading) {
      return false;
    }
    try {
      // Whoever is told that the thread ends by a mistake may close us on it.
      boolean isOurs = Thread.currentThread() == thread;
      if (isLoaded && !isOurs && !thread.join(CLOSE_LIMIT)) {
        return false;
      }
      journal.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } catch (IOException e) {
      // All that was said to be durable was forced before.
    }
    return true;
  }

  private LoadedPeers read() throws StoreException {
    try {
      return journal.load(Instant.now());
    } catch (IOException e) {
      throw notReadable(e);
    }
  }

  private StoreException notReadable(IOException e) {
    return StoreException.notReadable(journal.path(), e, "give it to the user who runs the node");
  }

  private void requireLoaded(boolean wanted) {
    if (isLoaded != wanted) {
      throw new IllegalStateException(wanted ? "load the peers first" : "the peers are loaded");
    }
  }
}
