package network.vision.node.running;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import network.vision.store.LoadedPeers;
import network.vision.store.PeerStore;
import network.vision.store.StoreException;

/**
 * Reads the store while the rest of the node is put together, on the thread {@code vision-load}: a
 * full book takes as long as all the rest.
 *
 * <p>Owner: the thread that starts the node.
 */
final class Reading {

  private final FutureTask<LoadedPeers> task;
  private final Thread thread;

  private Reading(PeerStore store) {
    task = new FutureTask<>(store::load);
    thread = Thread.ofPlatform().name("vision-load").daemon().start(task);
  }

  /** Begins to read {@code store}, which nobody else uses until this has {@link #end ended}. */
  static Reading begin(PeerStore store) {
    return new Reading(store);
  }

  /**
   * Waits until all is read.
   *
   * @throws StoreException if the file cannot be read
   */
  LoadedPeers finished() throws StoreException {
    try {
      return task.get();
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case StoreException known -> throw known;
        case RuntimeException mistake -> throw mistake;
        case null, default -> throw new IllegalStateException(e);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the peers were read", e);
    }
  }

  /** Waits until nothing is read any more, whatever came of it. */
  void end() {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
