package network.vision.simulation;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import network.vision.gossip.Notice;

/** How often each kind of notice was told, by all nodes together. */
final class Tally {

  private final Map<String, Long> counts = new TreeMap<>();
  private long dialsThatWorked;

  void count(List<Notice> notices) {
    for (Notice notice : notices) {
      counts.merge(notice.getClass().getSimpleName(), 1L, Long::sum);
      if (notice instanceof Notice.DialEnded ended && ended.failure() == null) {
        dialsThatWorked++;
      }
    }
  }

  /** The share of dials that ended in a handshake, of those that have ended, 0–1. */
  double shareOfDialsThatWorked() {
    long ended = of(Notice.DialEnded.class);
    return ended == 0 ? 1 : (double) dialsThatWorked / ended;
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
