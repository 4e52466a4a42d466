package network.vision.api;

import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Values that are asked for once and then serve everybody for a short time, so that the node's work
 * does not grow with its audience. A value on its way is shared too, for at most {@value
 * #MAX_WAIT_SECONDS} s, and its time runs from when it is there; one that failed is not kept.
 *
 * <p>Holds at most {@value #MAX_ENTRIES} values. Any thread.
 */
final class Recent<K, V> {

  private static final class Entry<V> {
    final CompletionStage<V> value;
    final long askedAtNanos;

    /** Written once, by whoever completes the value. */
    volatile long freshFromNanos;

    Entry(CompletionStage<V> value, long askedAtNanos) {
      this.value = value;
      this.askedAtNanos = askedAtNanos;
      this.freshFromNanos = askedAtNanos;
    }
  }

  private static final int MAX_WAIT_SECONDS = 5;

  private static final int MAX_ENTRIES = 64;

  private final long lifetimeNanos;
  private final LongSupplier nanoTime;
  private final Map<K, Entry<V>> entries = new LinkedHashMap<>();

  Recent(Duration lifetime, LongSupplier nanoTime) {
    this.lifetimeNanos = lifetime.toNanos();
    this.nanoTime = nanoTime;
  }

  CompletionStage<V> value(K key, Supplier<? extends CompletionStage<V>> source) {
    synchronized (entries) {
      long now = nanoTime.getAsLong();
      Entry<V> known = entries.get(key);
      if (known != null && isFresh(known, now)) {
        return known.value;
      }
      entries.remove(key);
      Entry<V> made = new Entry<>(source.get(), now);
      var _ = made.value.thenRun(() -> made.freshFromNanos = nanoTime.getAsLong());
      entries.put(key, made);
      if (entries.size() > MAX_ENTRIES) {
        removeEldest();
      }
      return made.value;
    }
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
    return now - entry.freshFromNanos < lifetimeNanos && !future.isCompletedExceptionally();
  }

  private void removeEldest() {
    Iterator<Entry<V>> eldestFirst = entries.values().iterator();
    eldestFirst.next();
    eldestFirst.remove();
  }
}
