package network.vision.simulation;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Supplier;

/**
 * What happened: a hash over the whole run, and the last {@value #MAX_KEPT} entries for people.
 *
 * <p>Two runs of one seed have the same hash at every moment. One thread.
 */
final class Journal {

  private static final int MAX_KEPT = 60;
  private static final int MAX_LINE_CHARS = 200;
  private static final long MULTIPLIER = 0x9E37_79B9_7F4A_7C15L;

  private record Entry(long atMillis, String who, Supplier<String> words) {
    @Override
    public String toString() {
      String line = "%9d ms  %-5s %s".formatted(atMillis, who, words.get());
      return line.length() <= MAX_LINE_CHARS ? line : line.substring(0, MAX_LINE_CHARS) + "…";
    }
  }

  private final Queue<Entry> kept = new ArrayDeque<>();
  private long hash;
  private long entries;

  /**
   * Notes something.
   *
   * @param digest of what it is; the same in every run of the seed
   * @param words for people, made only when somebody reads them
   */
  void note(long atMillis, String who, long digest, Supplier<String> words) {
    mix(atMillis);
    mix(who.hashCode());
    mix(digest);
    entries++;
    if (kept.size() == MAX_KEPT) {
      kept.remove();
    }
    kept.add(new Entry(atMillis, who, words));
  }

  /** Of everything so far. */
  long hash() {
    return hash;
  }

  /** How much was noted. */
  long entries() {
    return entries;
  }

  /** The last entries, a line each. */
  String lastEntries() {
    StringBuilder text = new StringBuilder();
    for (Entry entry : kept) {
      text.append(entry).append('\n');
    }
    return text.toString();
  }

  private void mix(long value) {
    hash = Long.rotateLeft((hash ^ value) * MULTIPLIER, 23);
  }
}
