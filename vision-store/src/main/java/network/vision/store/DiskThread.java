package network.vision.store;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The thread {@code vision-disk}: takes the waiting changes and writes them, a tenth of a second
 * after the first of them was put, or as soon as the write before is done.
 *
 * <p>Failure: a write that fails is reported once and tried again after 0.5 s, 1 s, 2 s, … 30 s,
 * until it succeeds; meanwhile what it should have written stays here, and newer changes replace
 * older ones of the same peer.
 */
final class DiskThread implements Runnable {

  private final PeerJournal journal;
  private final ValueFile<Long> sequenceFile;
  private final WaitingChanges waiting;
  private final StoreListener listener;
  private final WrittenFile peers;
  private final WrittenFile sequence;
  private Map<String, PeerLine> held = new LinkedHashMap<>();
  private @Nullable Long heldSequence;
  private boolean isOverflowSaid;

  /** How it stands with a file of ours. */
  private final class WrittenFile {

    private final Path path;
    private @Nullable Duration pause;
    private long failedNanos;
    private long failingSinceNanos;

    WrittenFile(Path path) {
      this.path = path;
    }

    boolean isFailing() {
      return pause != null;
    }

    /** How long to wait before it is tried again; null while it can be written. */
    @Nullable Duration left() {
      return pause == null ? null : pause.minusNanos(System.nanoTime() - failedNanos);
    }

    boolean isDue() {
      Duration left = left();
      return left == null || !left.isPositive();
    }

    void failed(IOException e, int changes) {
      failedNanos = System.nanoTime();
      if (pause == null) {
        pause = StoreLimits.FIRST_RETRY;
        failingSinceNanos = failedNanos;
        listener.onStore(new StoreEvent.SaveFailed(path, StoreException.reason(e), changes));
      } else {
        Duration twice = pause.multipliedBy(2);
        pause = twice.compareTo(StoreLimits.LAST_RETRY) < 0 ? twice : StoreLimits.LAST_RETRY;
      }
    }

    void written() {
      if (pause != null) {
        pause = null;
        Duration after = Duration.ofNanos(System.nanoTime() - failingSinceNanos);
        listener.onStore(new StoreEvent.SaveRecovered(path, after));
      }
    }
  }

  DiskThread(
      PeerJournal journal,
      ValueFile<Long> sequenceFile,
      WaitingChanges waiting,
      StoreListener listener) {
    this.journal = journal;
    this.sequenceFile = sequenceFile;
    this.waiting = waiting;
    this.listener = listener;
    this.peers = new WrittenFile(journal.path());
    this.sequence = new WrittenFile(sequenceFile.path());
  }

  @Override
  public void run() {
    try {
      if (journal.isUntidy()) {
        save(true);
      }
      while (!waiting.isClosing()) {
        await();
        save(takeOver());
      }
      takeOver();
      finish();
    } catch (InterruptedException | RuntimeException | Error e) {
      listener.onStore(new StoreEvent.DiskThreadDied(e));
    } finally {
      waiting.die();
    }
  }

  private void await() throws InterruptedException {
    Duration left = peers.left();
    if (left != null) {
      waiting.pause(left);
    } else {
      waiting.await(sequence.left());
    }
  }

  /** Whether somebody waits for what is taken over. */
  private boolean takeOver() {
    WaitingChanges.Taken taken = waiting.take(held.size());
    if (held.isEmpty()) {
      held = taken.peers();
    } else {
      taken
          .peers()
          .forEach((key, change) -> {
            held.remove(key);
            held.put(key, change);
          });
    }
    // What was never written need not be taken back.
    held.entrySet()
        .removeIf(change ->
            change.getValue() instanceof PeerLine.Forgotten && !journal.isHolding(change.getKey()));
    heldSequence = taken.sequence() == null ? heldSequence : taken.sequence();
    if (taken.isOverflowing() && !isOverflowSaid) {
      isOverflowSaid = true;
      listener.onStore(new StoreEvent.MemoryFull(StoreLimits.MAX_WAITING_CHANGES));
    }
    return taken.isHurried();
  }

  /** One file that cannot be written keeps no other from being. */
  private void save(boolean isHurried) {
    if (isHurried || sequence.isDue()) {
      saveSequence();
    }
    if (isHurried || peers.isDue()) {
      savePeers();
    }
    if (!peers.isFailing() && !sequence.isFailing()) {
      waiting.saved();
    }
  }

  private void saveSequence() {
    try {
      if (heldSequence != null) {
        sequenceFile.write(heldSequence);
        heldSequence = null;
      }
      sequence.written();
    } catch (IOException e) {
      sequence.failed(e, 1);
    }
  }

  private void savePeers() {
    int changes = held.size();
    long began = System.nanoTime();
    try {
      journal.save(held);
      IOException notRewritten = journal.takeRewriteFailure();
      if (notRewritten != null) {
        listener.onStore(
            new StoreEvent.RewriteFailed(journal.path(), StoreException.reason(notRewritten)));
      }
      if (changes > 0) {
        listener.onSaved(changes, Duration.ofNanos(System.nanoTime() - began));
      }
      isOverflowSaid &= !peers.isFailing();
      peers.written();
    } catch (IOException e) {
      peers.failed(e, held.size());
    }
  }

  private void finish() {
    save(true);
    if (!held.isEmpty() || heldSequence != null) {
      int changes = held.size() + (heldSequence == null ? 0 : 1);
      listener.onStore(new StoreEvent.ChangesLost(journal.path(), changes));
    }
  }
}
