package network.vision.gossip;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import network.vision.protocol.IpAddress;
import network.vision.protocol.ReputationTier;

/**
 * Who has misbehaved, by IP, and for how much longer that counts.
 *
 * <p>Each misdeed has points; points halve every hour; at {@value #BAN_POINTS} an IP is banned for
 * an hour. Only what came from an IP over its own connection counts against it, so nobody can make
 * us ban somebody else. At most {@value #MAX_REMEMBERED} are remembered, the longest quiet
 * forgotten first. Owner: the loop thread.
 */
final class Standing {

  private static final int BAN_POINTS = 100;
  private static final int MAX_REMEMBERED = 4_096;
  private static final int MAX_MISDEEDS = 8;
  private static final double HALF_LIFE_MILLIS = 3_600_000;
  private static final long BAN_MILLIS = 3_600_000;

  private record Blame(
      double points, long atMillis, long bannedUntilMillis, List<Misdeed> misdeeds) {}

  private final Map<IpAddress, Blame> blames =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<IpAddress, Blame> eldest) {
          return size() > MAX_REMEMBERED;
        }
      };

  /** Blames {@code ip}; true when that makes it banned. */
  boolean blame(Now now, IpAddress ip, Misdeed misdeed) {
    double points = points(now, ip) + misdeed.points();
    boolean isBan = points >= BAN_POINTS;
    Blame before = blames.get(ip);
    List<Misdeed> misdeeds = new ArrayList<>(before == null ? List.of() : before.misdeeds());
    misdeeds.add(misdeed);
    if (misdeeds.size() > MAX_MISDEEDS) {
      misdeeds.removeFirst();
    }
    long bannedUntil = isBan ? now.millis() + BAN_MILLIS : Long.MIN_VALUE;
    blames.put(ip, new Blame(points, now.millis(), bannedUntil, misdeeds));
    return isBan;
  }

  boolean isBanned(Now now, IpAddress ip) {
    Blame blame = blames.get(ip);
    return blame != null && blame.bannedUntilMillis() > now.millis();
  }

  /** How much is left of what {@code ip} was blamed for. */
  double points(Now now, IpAddress ip) {
    Blame blame = blames.get(ip);
    return blame == null ? 0 : points(now, blame);
  }

  private static double points(Now now, Blame blame) {
    double halvings = (now.millis() - blame.atMillis()) / HALF_LIFE_MILLIS;
    return blame.points() * Math.pow(0.5, halvings);
  }

  /** Everybody who still has points. */
  List<GossipView.BlameRow> rows(Now now) {
    List<GossipView.BlameRow> rows = new ArrayList<>();
    blames.forEach((ip, blame) -> {
      long banMillis = blame.bannedUntilMillis() - now.millis();
      boolean isBanned = blame.bannedUntilMillis() > now.millis();
      rows.add(
          new GossipView.BlameRow(
              ip,
              points(now, blame),
              blame.misdeeds(),
              isBanned ? now.wall().plusMillis(banMillis) : null));
    });
    return rows;
  }

  /**
   * Our opinion of a peer: blamed ones are on probation, else what it proved and how long it served
   * decides.
   */
  ReputationTier tier(Now now, BookPeer peer) {
    if (peer.addresses.stream().anyMatch(a -> points(now, a.address.ip()) >= 1)) {
      return ReputationTier.PROBATION;
    }
    boolean isReached = peer.addresses.stream().anyMatch(a -> a.isReached() && a.attempts == 0);
    if (peer.provenKey == null) {
      return isReached ? ReputationTier.GOOD : ReputationTier.FAIR;
    }
    return isReached ? ReputationTier.EXCELLENT : ReputationTier.GOOD;
  }
}
