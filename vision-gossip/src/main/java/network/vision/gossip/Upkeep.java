package network.vision.gossip;

import java.util.Comparator;
import java.util.List;

/**
 * What is done about the book once a minute: hopeless addresses are forgotten, and the peers of the
 * {@value #ANCHORS} oldest outbound sessions are marked as anchors, to be dialled first after a
 * restart.
 *
 * <p>Owner: the loop thread.
 */
final class Upkeep {

  private static final int ANCHORS = 2;
  private static final long INTERVAL_MILLIS = 60_000;

  private final Core core;
  private long atMillis = Long.MIN_VALUE;

  Upkeep(Core core) {
    this.core = core;
  }

  void timePassed(Now now) {
    if (now.millis() < atMillis) {
      return;
    }
    atMillis = now.millis() + INTERVAL_MILLIS;
    core.book().forgetHopeless(now, peer -> core.sessions().isConnected(peer.nodeId));
    List<BookPeer> oldest =
        core.sessions().all().stream()
            .filter(Session::isOutbound)
            .sorted(Comparator.comparingLong(session -> session.since.millis()))
            .limit(ANCHORS)
            .flatMap(session -> core.book().peer(session.peer).stream())
            .toList();
    if (!oldest.isEmpty()) {
      core.book().peers().forEach(peer -> mark(peer, oldest.contains(peer)));
    }
  }

  private void mark(BookPeer peer, boolean isAnchor) {
    if (peer.isAnchor != isAnchor) {
      peer.isAnchor = isAnchor;
      core.book().touch(peer);
    }
  }
}
