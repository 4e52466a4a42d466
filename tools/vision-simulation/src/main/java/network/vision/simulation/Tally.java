package network.vision.simulation;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import network.vision.gossip.Notice;

/** How often each kind of notice was told, by all nodes together. */
final class Tally {

  private final Map<String, Long> counts = new TreeMap<>();

  void count(List<Notice> notices) {
    for (Notice notice : notices) {
      counts.merge(notice.getClass().getSimpleName(), 1L, Long::sum);
    }
  }

  /** Of one kind. */
  long of(Class<? extends Notice> kind) {
    return counts.getOrDefault(kind.getSimpleName(), 0L);
  }

  @Override
  public String toString() {
    return counts.toString();
  }
}
