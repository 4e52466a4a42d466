package network.vision.gossip;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Buckets of 64 slots, each slot empty or holding one address.
 *
 * <p>Drawing takes a bucket that is not empty first and an address in it second, both in constant
 * time: whoever fills few buckets is drawn seldom, however full they are. Owner: the loop thread.
 */
final class BucketTable {

  /** Slots of one bucket: the bits of a long. */
  static final int SLOTS = 64;

  private final @Nullable BookAddress[] entries;
  private final long[] occupied;
  private final int[] filledBuckets;
  private final int[] placeInFilled;
  private int filledCount;
  private int size;

  BucketTable(int buckets) {
    entries = new BookAddress[buckets * SLOTS];
    occupied = new long[buckets];
    filledBuckets = new int[buckets];
    placeInFilled = new int[buckets];
    Arrays.fill(placeInFilled, -1);
  }

  int buckets() {
    return occupied.length;
  }

  int size() {
    return size;
  }

  @Nullable BookAddress at(int slot) {
    return entries[slot];
  }

  /** Puts {@code entry} into an empty slot. */
  void put(int slot, BookAddress entry) {
    if (entries[slot] != null) {
      throw new IllegalStateException("slot " + slot + " is taken");
    }
    entries[slot] = entry;
    size++;
    int bucket = slot / SLOTS;
    if (occupied[bucket] == 0) {
      placeInFilled[bucket] = filledCount;
      filledBuckets[filledCount++] = bucket;
    }
    occupied[bucket] |= 1L << (slot % SLOTS);
  }

  /** Empties a taken slot. */
  void clear(int slot) {
    if (entries[slot] == null) {
      throw new IllegalStateException("slot " + slot + " is empty");
    }
    entries[slot] = null;
    size--;
    int bucket = slot / SLOTS;
    occupied[bucket] &= ~(1L << (slot % SLOTS));
    if (occupied[bucket] == 0) {
      int hole = placeInFilled[bucket];
      int last = filledBuckets[--filledCount];
      filledBuckets[hole] = last;
      placeInFilled[last] = hole;
      placeInFilled[bucket] = -1;
    }
  }

  /** Draws an address; null when there is none. */
  @Nullable BookAddress draw(RandomGenerator random) {
    if (filledCount == 0) {
      return null;
    }
    int bucket = filledBuckets[random.nextInt(filledCount)];
    long bits = occupied[bucket];
    for (int skip = random.nextInt(Long.bitCount(bits)); skip > 0; skip--) {
      bits &= bits - 1;
    }
    return entries[bucket * SLOTS + Long.numberOfTrailingZeros(bits)];
  }
}
