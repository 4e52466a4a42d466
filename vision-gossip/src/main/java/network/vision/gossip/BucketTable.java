package network.vision.gossip;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Buckets of 64 slots, each slot empty or holding one address.
 *
 * <p>Drawing takes a bucket that is not empty first and an address in it second, both in constant
 * time: whoever fills few buckets is drawn seldom, however full they are. A bucket holds its
 * addresses without gaps and one bit a slot that says which are taken, so empty slots cost no
 * memory. Owner: the loop thread.
 */
final class BucketTable {

  /** Slots of one bucket: the bits of a long. */
  static final int SLOTS = 64;

  private static final BookAddress[] EMPTY = {};

  /** Of each bucket what is in its taken slots, in their order. */
  private final BookAddress[][] entries;

  private final long[] occupied;
  private final int[] filledBuckets;
  private final int[] placeInFilled;
  private int filledCount;
  private int size;

  BucketTable(int buckets) {
    entries = new BookAddress[buckets][];
    Arrays.fill(entries, EMPTY);
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
    return isTaken(slot) ? entries[slot / SLOTS][place(slot)] : null;
  }

  /** Puts {@code entry} into an empty slot. */
  void put(int slot, BookAddress entry) {
    if (isTaken(slot)) {
      throw new IllegalStateException("slot " + slot + " is taken");
    }
    int bucket = slot / SLOTS;
    if (occupied[bucket] == 0) {
      placeInFilled[bucket] = filledCount;
      filledBuckets[filledCount++] = bucket;
    }
    BookAddress[] before = entries[bucket];
    BookAddress[] after = Arrays.copyOf(before, before.length + 1);
    int place = place(slot);
    System.arraycopy(before, place, after, place + 1, before.length - place);
    after[place] = entry;
    entries[bucket] = after;
    occupied[bucket] |= bit(slot);
    size++;
  }

  /** Empties a taken slot. */
  void clear(int slot) {
    if (!isTaken(slot)) {
      throw new IllegalStateException("slot " + slot + " is empty");
    }
    int bucket = slot / SLOTS;
    BookAddress[] before = entries[bucket];
    BookAddress[] after = Arrays.copyOf(before, before.length - 1);
    int place = place(slot);
    System.arraycopy(before, place + 1, after, place, after.length - place);
    entries[bucket] = after;
    occupied[bucket] &= ~bit(slot);
    size--;
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
    BookAddress[] bucket = entries[filledBuckets[random.nextInt(filledCount)]];
    return bucket[random.nextInt(bucket.length)];
  }

  private boolean isTaken(int slot) {
    return (occupied[slot / SLOTS] & bit(slot)) != 0;
  }

  /** Where the slot's entry is among those of its bucket, or would be. */
  private int place(int slot) {
    return Long.bitCount(occupied[slot / SLOTS] & (bit(slot) - 1));
  }

  private static long bit(int slot) {
    return 1L << (slot % SLOTS);
  }
}
