package network.vision.store;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Where changes wait for the disk thread: at most one for each peer, the newest.
 *
 * <p>Owner: any thread; the lock is only ever held for a few instructions, so no caller waits for
 * the disk.
 */
final class WaitingChanges {

  private final int limit;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private Map<String, PeerLine> peers = new LinkedHashMap<>();
  private @Nullable Long sequence;
  private long firstOfferedNanos;
  private int held;
  private long offered;
  private long taken;
  private long saved;
  private boolean isOverflowing;
  private boolean isHurried;
  private boolean isClosing;
  private boolean isDead;

  /** At most {@code limit} peers wait or are in the disk thread's hands. */
  WaitingChanges(int limit) {
    this.limit = limit;
  }

  /** What the disk thread has taken over; the map is its own. */
  record Taken(
      Map<String, PeerLine> peers,
      @Nullable Long sequence,
      boolean isOverflowing,
      boolean isHurried) {}

  /** Replaces what waits for this peer. A further peer is not taken when too many wait. */
  void offer(String key, PeerLine change) {
    lock.lock();
    try {
      if (peers.size() + held >= limit && !peers.containsKey(key)) {
        isOverflowing = true;
        return;
      }
      noteFirst();
      peers.put(key, change);
      offered++;
      if (peers.size() == 1) {
        changed.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  void offerSequence(long newest) {
    lock.lock();
    try {
      noteFirst();
      sequence = newest;
      offered++;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits until the first change has waited a moment for more, which it may have done while earlier
   * ones were written; without a change for {@code limit}, or for ever.
   */
  void await(@Nullable Duration limit) throws InterruptedException {
    lock.lock();
    try {
      long left = limit == null ? Long.MAX_VALUE : limit.toNanos();
      while (!isUrgent() && isEmpty() && left > 0) {
        left = changed.awaitNanos(left);
      }
      if (!isEmpty()) {
        waitFor(StoreLimits.WRITE_DELAY.toNanos() - (System.nanoTime() - firstOfferedNanos));
      }
    } finally {
      lock.unlock();
    }
  }

  /** Waits for {@code pause}, whatever changes, unless somebody cannot wait. */
  void pause(Duration pause) throws InterruptedException {
    lock.lock();
    try {
      waitFor(pause.toNanos());
    } finally {
      lock.unlock();
    }
  }

  /**
   * Hands over what waits. {@code alreadyHeld} of the caller count for the bound until {@link
   * #saved} is called.
   */
  Taken take(int alreadyHeld) {
    lock.lock();
    try {
      Taken all = new Taken(peers, sequence, isOverflowing, isHurried);
      peers = new LinkedHashMap<>();
      sequence = null;
      held = alreadyHeld + all.peers.size();
      taken = offered;
      isOverflowing = false;
      isHurried = false;
      return all;
    } finally {
      lock.unlock();
    }
  }

  /** Says that all that was taken is on disk. */
  void saved() {
    lock.lock();
    try {
      saved = taken;
      held = 0;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Says that nobody will take anything any more. */
  void die() {
    lock.lock();
    try {
      isDead = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  void close() {
    lock.lock();
    try {
      isClosing = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  boolean isClosing() {
    lock.lock();
    try {
      return isClosing;
    } finally {
      lock.unlock();
    }
  }

  /** Waits until all that was offered before is on disk; false if it is not after {@code limit}. */
  boolean flush(Duration limit) throws InterruptedException {
    lock.lock();
    try {
      long target = offered;
      long deadline = System.nanoTime() + limit.toNanos();
      isHurried = true;
      changed.signalAll();
      while (saved < target && !isDead) {
        long left = deadline - System.nanoTime();
        if (left <= 0 || !changed.await(left, TimeUnit.NANOSECONDS)) {
          return saved >= target;
        }
      }
      return saved >= target;
    } finally {
      lock.unlock();
    }
  }

  private void waitFor(long nanos) throws InterruptedException {
    long left = nanos;
    while (left > 0 && !isUrgent()) {
      left = changed.awaitNanos(left);
    }
  }

  private void noteFirst() {
    if (isEmpty()) {
      firstOfferedNanos = System.nanoTime();
    }
  }

  private boolean isEmpty() {
    return peers.isEmpty() && sequence == null;
  }

  private boolean isUrgent() {
    return isHurried || isClosing;
  }
}
