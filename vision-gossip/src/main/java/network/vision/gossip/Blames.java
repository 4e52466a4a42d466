package network.vision.gossip;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * What each of many was blamed for, and how much of that still counts: points halve every hour. At
 * most {@value #MAX_REMEMBERED} are remembered, the longest quiet forgotten first, and of each the
 * last {@value #MAX_MISDEEDS} misdeeds.
 *
 * <p>Owner: the loop thread.
 */
final class Blames<K> {

  private static final int MAX_REMEMBERED = 4_096;
  private static final int MAX_MISDEEDS = 8;
  private static final double HALF_LIFE_MILLIS = 3_600_000;

  private record Blame(double points, long atMillis, List<GossipView.PastMisdeed> misdeeds) {
    double left(Now now) {
      return points * Math.pow(0.5, (now.millis() - atMillis) / HALF_LIFE_MILLIS);
    }
  }

  private final Map<K, Blame> blames =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<K, Blame> eldest) {
          return size() > MAX_REMEMBERED;
        }
      };

  /** Blames {@code who}, with {@code weight} points; what it comes to with what was left before. */
  double add(Now now, K who, Misdeed misdeed, double weight) {
    List<GossipView.PastMisdeed> misdeeds = new ArrayList<>(misdeeds(who));
    misdeeds.add(new GossipView.PastMisdeed(now.wall(), misdeed, weight));
    if (misdeeds.size() > MAX_MISDEEDS) {
      misdeeds.removeFirst();
    }
    double points = points(now, who) + weight;
    blames.remove(who);
    blames.put(who, new Blame(points, now.millis(), misdeeds));
    return points;
  }

  /** Adds points that were stored; for what, is not. */
  void restore(Now now, K who, double points, Instant asOf) {
    long age = Math.max(0, Duration.between(asOf, now.wall()).toMillis());
    Blame stored = new Blame(points, now.millis() - age, List.of());
    Blame begun = blames.get(who);
    blames.put(
        who,
        begun == null
            ? stored
            : new Blame(stored.left(now) + begun.left(now), now.millis(), begun.misdeeds()));
  }

  /** How many points are left. */
  double points(Now now, K who) {
    Blame blame = blames.get(who);
    return blame == null ? 0 : blame.left(now);
  }

  /** What it was blamed for, the newest last. */
  List<GossipView.PastMisdeed> misdeeds(K who) {
    Blame blame = blames.get(who);
    return blame == null ? List.of() : blame.misdeeds();
  }

  /** Everybody who still has a point, as {@code target} names him. */
  List<GossipView.BlameRow> rows(Now now, Function<K, BanTarget> target) {
    List<GossipView.BlameRow> rows = new ArrayList<>();
    blames.forEach((who, blame) -> {
      if (blame.left(now) >= 1) {
        rows.add(new GossipView.BlameRow(target.apply(who), blame.left(now), blame.misdeeds()));
      }
    });
    return rows;
  }
}
