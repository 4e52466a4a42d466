package network.vision.gossip;

import java.util.ArrayList;
import java.util.List;
import network.vision.protocol.PeerAddress;
import org.jspecify.annotations.Nullable;

/** The moves of one peer: its last {@value #MAX_KEPT}, and how many it made within the hour. */
final class Moves {

  private static final int MAX_KEPT = 8;

  /** Where its own word named it before it named another place; null once that was reached. */
  @Nullable PeerAddress placeLeft;

  private List<GossipView.PastMove> made = List.of();
  private int inHour;
  private long sinceMillis;

  /** Counts a move; false when there were too many within the hour. */
  boolean mayMove(Now now, int maxPerHour, long hourMillis) {
    if (now.millis() - sinceMillis > hourMillis) {
      sinceMillis = now.millis();
      inHour = 0;
    }
    return ++inHour <= maxPerHour;
  }

  /** Remembers that it was reached at another address than before. */
  void add(GossipView.PastMove move) {
    List<GossipView.PastMove> all = new ArrayList<>(made);
    all.add(move);
    made = List.copyOf(all.subList(Math.max(0, all.size() - MAX_KEPT), all.size()));
  }

  /** Where it was found since the node runs, the newest last. */
  List<GossipView.PastMove> made() {
    return made;
  }
}
