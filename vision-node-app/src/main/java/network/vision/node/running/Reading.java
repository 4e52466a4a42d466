package network.vision.node.running;

import java.util.Objects;
import network.vision.store.LoadedPeers;
import network.vision.store.PeerStore;
import network.vision.store.StoreException;
import org.jspecify.annotations.Nullable;

/**
 * Reads the store while the rest of the node is put together, on the thread {@code vision-load}: a
 * full book takes as long as all the rest.
 *
 * <p>Owner: the thread that starts the node.
 */
final class Reading {

  private final PeerStore store;
  private final Thread thread;
  private @Nullable LoadedPeers peers;
  private @Nullable StoreException refusal;
  private @Nullable Throwable mistake;

  private Reading(PeerStore store) {
    this.store = store;
    this.thread = Thread.ofPlatform().name("vision-load").daemon().unstarted(this::read);
  }

  /** Begins to read {@code store}, which nobody else uses until this has {@link #end ended}. */
  static Reading begin(PeerStore store) {
    Reading reading = new Reading(store);
    reading.thread.start();
    return reading;
  }

  /**
   * Waits until all is read, and gives it away; to be called once.
   *
   * @throws StoreException if the file cannot be read
   */
  LoadedPeers finished() throws StoreException {
    end();
    if (refusal != null) {
      throw refusal;
    }
    if (mistake != null) {
      throw new IllegalStateException(mistake);
    }
    LoadedPeers read = Objects.requireNonNull(peers);
    peers = null;
    return read;
  }

  /** Waits until nothing is read any more, whatever came of it. */
  void end() {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the peers were read", e);
    }
  }

  private void read() {
    try {
      peers = store.load();
    } catch (StoreException e) {
      refusal = e;
    } catch (RuntimeException | Error e) {
      mistake = e;
    }
  }
}
