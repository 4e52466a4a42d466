package network.vision.api;

import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Values that are asked for once and then serve everybody for a short time, so that the node's work
 * does not grow with its audience. A value on its way is shared too, for at most {@value
 * #MAX_WAIT_SECONDS} s, and its time runs from when it is there; one that failed is not kept. With
 * a grace, nobody waits for a value that many ask for: while the next one is on its way the last
 * one serves until it is older than its lifetime and the grace.
 *
 * <p>Holds at most {@value #MAX_ENTRIES} values. Any thread.
 */
final class Recent<K, V> {

  private static final class Entry<V> {
    final CompletionStage<V> value;
    final long askedAtNanos;

    /** Written once, by whoever completes the value. */
    volatile long freshFromNanos;

    /** What serves while this is on its way; null: nothing. */
    volatile @Nullable Entry<V> last;

    Entry(CompletionStage<V> value, long askedAtNanos, @Nullable Entry<V> last) {
      this.value = value;
      this.askedAtNanos = askedAtNanos;
      this.freshFromNanos = askedAtNanos;
      this.last = last;
    }

    void arrived(long nanos) {
      freshFromNanos = nanos;
      last = null;
    }
  }

  private static final int MAX_WAIT_SECONDS = 5;

  private static final int MAX_ENTRIES = 64;

  private final long lifetimeNanos;
  private final long graceNanos;
  private final LongSupplier nanoTime;
  private final Map<K, Entry<V>> entries = new LinkedHashMap<>();

  Recent(Duration lifetime, Duration grace, LongSupplier nanoTime) {
    this.lifetimeNanos = lifetime.toNanos();
    this.graceNanos = grace.toNanos();
    this.nanoTime = nanoTime;
  }

  CompletionStage<V> value(K key, Supplier<? extends CompletionStage<V>> source) {
    synchronized (entries) {
      long now = nanoTime.getAsLong();
      Entry<V> known = entries.get(key);
      if (known != null && isFresh(known, now)) {
        return served(known, now);
      }
      entries.remove(key);
      boolean isServing = known != null && isWithin(known, now, lifetimeNanos + graceNanos);
      Entry<V> made = new Entry<>(source.get(), now, isServing ? known : null);
      var _ = made.value.thenRun(() -> made.arrived(nanoTime.getAsLong()));
      entries.put(key, made);
      if (entries.size() > MAX_ENTRIES) {
        removeEldest();
      }
      return served(made, now);
    }
  }

  private CompletionStage<V> served(Entry<V> entry, long now) {
    Entry<V> last = entry.last;
    return last != null && isWithin(last, now, lifetimeNanos + graceNanos)
        ? last.value
        : entry.value;
  }

  /** Forgets everything: something was changed. */
  void clear() {
    synchronized (entries) {
      entries.clear();
    }
  }

  private boolean isFresh(Entry<V> entry, long now) {
    var future = entry.value.toCompletableFuture();
    if (!future.isDone()) {
      long wait = Math.min(lifetimeNanos, 1) * TimeUnit.SECONDS.toNanos(MAX_WAIT_SECONDS);
      return now - entry.askedAtNanos < wait;
    }
    return isWithin(entry, now, lifetimeNanos);
  }

  private boolean isWithin(Entry<V> entry, long now, long nanos) {
    var future = entry.value.toCompletableFuture();
    return future.isDone()
        && !future.isCompletedExceptionally()
        && now - entry.freshFromNanos < nanos;
  }

  private void removeEldest() {
    Iterator<Entry<V>> eldestFirst = entries.values().iterator();
    eldestFirst.next();
    eldestFirst.remove();
  }
}
