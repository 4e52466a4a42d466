package network.vision.node.running;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import network.vision.store.LoadedPeers;
import network.vision.store.PeerStore;
import network.vision.store.StoreException;
import org.jspecify.annotations.Nullable;

/**
 * Reads the store while the rest of the node is put together, on the thread {@code vision-load}: a
 * full book takes longer than all the rest.
 *
 * <p>What was read is given away once, to {@link #finished} or to {@link #whenFinished}. Owner: the
 * thread that starts the node.
 */
final class Reading {

  private static final Duration LONGEST_END = Duration.ofSeconds(20);

  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().name("vision-load").daemon().factory());
  private @Nullable CompletableFuture<LoadedPeers> peers;

  private Reading(PeerStore store) {
    this.peers = CompletableFuture.supplyAsync(() -> load(store), thread);
  }

  /** Begins to read {@code store}. */
  static Reading begin(PeerStore store) {
    return new Reading(store);
  }

  /**
   * What was read, if that is all there is and no more than {@code most} peers; empty: {@link
   * #whenFinished} gives it.
   *
   * @throws StoreException if the file cannot be read
   */
  Optional<LoadedPeers> finished(int most) throws StoreException {
    try {
      LoadedPeers read = Objects.requireNonNull(peers).getNow(null);
      if (read == null || read.peers().size() > most) {
        return Optional.empty();
      }
      peers = null;
      thread.shutdown();
      return Optional.of(read);
    } catch (CompletionException e) {
      if (e.getCause() instanceof StoreException refusal) {
        throw refusal;
      }
      throw e;
    }
  }

  /**
   * Gives what was read to {@code taker} once that is all there is, on the thread that reads; or,
   * unless this {@link #end ends} first, the reason why nothing was to {@code mourner}.
   */
  void whenFinished(Consumer<LoadedPeers> taker, Consumer<Throwable> mourner) {
    CompletableFuture<LoadedPeers> coming = Objects.requireNonNull(peers);
    peers = null;
    var _ =
        coming
            .thenAcceptAsync(taker, thread)
            .whenComplete((_, e) -> {
              if (e != null && !thread.isShutdown()) {
                mourner.accept(e instanceof CompletionException wrapped ? wrapped.getCause() : e);
              }
              thread.shutdown();
            });
  }

  /**
   * Waits until nothing is read any more, nor given away, whatever came of it.
   *
   * @return false if that hangs in the disk
   */
  boolean end() {
    thread.shutdown();
    try {
      return thread.awaitTermination(LONGEST_END.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static LoadedPeers load(PeerStore store) {
    try {
      return store.load();
    } catch (StoreException e) {
      throw new CompletionException(e);
    }
  }
}
