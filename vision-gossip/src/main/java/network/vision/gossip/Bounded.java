package network.vision.gossip;

import java.util.LinkedHashMap;
import java.util.Map;

/** Maps that forget their oldest entry when they are full. */
final class Bounded {

  /** A map of at most {@code most} entries, in the order in which they came. */
  static <K, V> Map<K, V> map(int most) {
    return new LinkedHashMap<>() {
      private static final long serialVersionUID = 1L;

      @Override
      protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
        return size() > most;
      }
    };
  }

  private Bounded() {}
}
