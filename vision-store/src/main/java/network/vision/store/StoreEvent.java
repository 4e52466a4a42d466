package network.vision.store;

import java.nio.file.Path;
import java.time.Duration;

/** What happened on the disk. */
public sealed interface StoreEvent {

  /**
   * A small file was damaged; the node goes on without it.
   *
   * @param file which
   * @param aside where it is now
   */
  record PutAside(Path file, Path aside) implements StoreEvent {}

  /**
   * A write failed. Said once; the changes stay in memory and are tried again, each time after a
   * longer pause.
   *
   * @param file what was written
   * @param reason as the system words it
   * @param waiting how many changes wait
   */
  record SaveFailed(Path file, String reason, int waiting) implements StoreEvent {}

  /**
   * The first write after {@link SaveFailed} that succeeded; everything that waited is on disk.
   *
   * @param file what was written
   * @param after how long it did not work
   */
  record SaveRecovered(Path file, Duration after) implements StoreEvent {}

  /**
   * The file was to be rewritten without what is of no use, and could not be; changes are appended
   * to it, and it grows. Said each time that it was tried.
   *
   * @param file which
   * @param reason as the system words it
   */
  record RewriteFailed(Path file, String reason) implements StoreEvent {}

  /**
   * So many changes wait that further peers are not remembered until the disk works again. Said
   * once.
   *
   * @param limit how many wait
   */
  record MemoryFull(int limit) implements StoreEvent {}

  /**
   * The store was closed while the disk failed.
   *
   * @param file what could not be written
   * @param changes how many changes are lost
   */
  record ChangesLost(Path file, int changes) implements StoreEvent {}

  /**
   * A mistake of ours ended the disk thread; nothing is saved any more.
   *
   * @param cause the mistake
   */
  record DiskThreadDied(Throwable cause) implements StoreEvent {}
}
