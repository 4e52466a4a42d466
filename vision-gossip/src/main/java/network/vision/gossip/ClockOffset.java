package network.vision.gossip;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How far other clocks are ahead of ours, by the timestamps of gossip.
 *
 * <p>Each network group counts once, and it is the median of at least {@value #GROUPS_NEEDED}:
 * liars in fewer than half of the groups do not move it beyond what an honest group says. It only
 * warns; nothing is decided by it. Owner: the loop thread.
 */
final class ClockOffset {

  private static final int GROUPS_NEEDED = 5;

  /** A timestamp further off is no clock. */
  private static final long MAX_SECONDS = Duration.ofDays(36_500).toSeconds();

  /** What a peer's timestamp says of its clock. */
  static void heard(Now now, Session session, long timestampSeconds) {
    long ahead = timestampSeconds - now.wall().getEpochSecond();
    session.clockAheadSeconds = Math.abs(ahead) <= MAX_SECONDS ? ahead : null;
  }

  /** The median of the groups of those connected; null: too few have said. */
  static @Nullable Duration median(Sessions sessions, AddressPolicy policy) {
    Set<Long> groups = new HashSet<>();
    List<Long> offsets = new ArrayList<>();
    for (Session session : sessions.all()) {
      Long ahead = session.clockAheadSeconds;
      if (ahead != null && groups.add(policy.group(session.remote.ip()))) {
        offsets.add(ahead);
      }
    }
    if (offsets.size() < GROUPS_NEEDED) {
      return null;
    }
    offsets.sort(null);
    return Duration.ofSeconds(offsets.get(offsets.size() / 2));
  }

  private ClockOffset() {}
}
