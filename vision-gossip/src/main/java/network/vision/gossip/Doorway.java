package network.vision.gossip;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import network.vision.protocol.IpAddress;

/**
 * Room for those who dial us: {@value #MAX_PER_IP} places for one public IP, a quarter of all for
 * one public network group. When all places are taken, one is made free from the group that holds
 * most, unless everybody is protected.
 *
 * <p>Protected are, among those without blame and in this order, the {@value #FASTEST} with the
 * shortest round trip, the {@value #RARE_GROUPS} whose group a keyed hash favours (nobody knows
 * which to imitate), and of the rest the half that has been here longest. An attacker who fills
 * every place from one group only ever displaces herself. Owner: the loop thread. Source: Bitcoin
 * Core's inbound eviction.
 */
final class Doorway {

  private static final int FASTEST = 8;
  private static final int RARE_GROUPS = 4;
  private static final int MAX_PER_IP = 16;
  private static final int GROUPS_THAT_FILL_ALL = 4;

  private final Sessions sessions;
  private final AddressPolicy policy;
  private final Standing standing;
  private final KeyedHash hash;
  private final Outbox out;

  Doorway(Core core) {
    this.sessions = core.sessions();
    this.policy = core.policy();
    this.standing = core.standing();
    this.hash = KeyedHash.drawn(core.random());
    this.out = core.out();
  }

  /** Whether one more from {@code ip} may come in, perhaps in somebody's place. */
  boolean hasRoom(Now now, IpAddress ip, int maxInbound) {
    if (policy.isPublic(ip)
        && isCrowded(ip, Math.max(MAX_PER_IP, maxInbound / GROUPS_THAT_FILL_ALL))) {
      return false;
    }
    if (sessions.inbound() < maxInbound) {
      return true;
    }
    Optional<Session> evicted = toEvict(now);
    evicted.ifPresent(session -> out.close(session, CloseCause.EVICTED));
    return evicted.isPresent();
  }

  /** Whether as many came from {@code ip}, or from its group, as may. */
  private boolean isCrowded(IpAddress ip, int maxPerGroup) {
    long group = policy.group(ip);
    int fromIp = 0;
    int fromGroup = 0;
    for (Session session : sessions.all()) {
      if (!session.isOutbound()) {
        fromIp += session.remote.ip().equals(ip) ? 1 : 0;
        fromGroup += group(session) == group ? 1 : 0;
      }
    }
    return fromIp >= MAX_PER_IP || fromGroup >= maxPerGroup;
  }

  private Optional<Session> toEvict(Now now) {
    List<Session> candidates = new ArrayList<>();
    for (Session session : sessions.all()) {
      if (!session.isOutbound()) {
        candidates.add(session);
      }
    }
    Optional<Session> blamed =
        candidates.stream().filter(session -> standing.isBlamed(now, session)).findFirst();
    if (blamed.isPresent()) {
      return blamed;
    }
    protect(
        candidates,
        Comparator.comparingLong(
            session -> session.roundTripMillis < 0 ? Long.MAX_VALUE : session.roundTripMillis),
        FASTEST);
    protect(
        candidates, Comparator.comparingLong(session -> hash.hash(5, group(session))), RARE_GROUPS);
    protect(
        candidates,
        Comparator.comparingLong(session -> session.since.millis()),
        candidates.size() / 2);
    Map<Long, Integer> perGroup = new HashMap<>();
    candidates.forEach(session -> perGroup.merge(group(session), 1, Integer::sum));
    return candidates.stream()
        .max(
            Comparator.comparingInt((Session session) -> perGroup.getOrDefault(group(session), 0))
                .thenComparingLong(session -> session.since.millis()));
  }

  private long group(Session session) {
    return policy.group(session.remote.ip());
  }

  private static void protect(List<Session> candidates, Comparator<Session> best, int count) {
    candidates.sort(best);
    candidates.subList(0, Math.min(count, candidates.size())).clear();
  }
}
