package network.vision.gossip;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import network.vision.protocol.IpAddress;
import network.vision.protocol.NodeId;
import network.vision.protocol.PeerAddress;

/**
 * The bans in force, at most {@value #MAX} by the operator and as many for misdeeds, of which the
 * one that ends first makes room. An operator's ban is never replaced by one for misdeeds.
 *
 * <p>A ban that was stored ends when the wall clock says so at the moment it is loaded; from then
 * on a clock that steps does not move its end. Owner: the loop thread.
 */
final class Bans {

  private static final int MAX = 1_024;

  private record Entry(Ban ban, long untilMillis) {}

  private final Map<BanTarget, Entry> entries = new LinkedHashMap<>();
  private final List<BanTarget.Range> wide = new ArrayList<>();
  private final Outbox out;

  Bans(Outbox out) {
    this.out = out;
  }

  /** Bans; false: the operator has as many bans as there may be. */
  boolean put(Now now, Ban ban) {
    Entry before = entries.get(ban.target());
    if (before != null && before.ban().isByOperator() && !ban.isByOperator()) {
      return true;
    }
    if (before == null && !makeRoom(ban.isByOperator())) {
      return false;
    }
    enter(now, ban);
    out.add(new Effect.SaveBan(ban));
    out.tell(new Notice.Banned(ban));
    return true;
  }

  /**
   * Puts back a ban that was stored, unless it is over or there is no room. One that began since
   * stays, but for the operator's own word, which is never forgotten before it is over.
   */
  void restore(Now now, Ban ban) {
    Entry begun = entries.get(ban.target());
    boolean isOver = !ban.until().isAfter(now.wall());
    if (begun != null && (begun.ban().isByOperator() || !ban.isByOperator() || isOver)) {
      return;
    }
    if (!isOver && makeRoom(ban.isByOperator())) {
      enter(now, ban);
    } else if (isOver || !ban.isByOperator()) {
      out.add(new Effect.ForgetBan(ban.target()));
    }
  }

  /** Ends a ban; false: there is none. */
  boolean end(BanTarget target) {
    if (!drop(target)) {
      return false;
    }
    out.tell(new Notice.BanEnded(target));
    return true;
  }

  /** Ends the bans whose time has come. */
  void timePassed(Now now) {
    if (entries.isEmpty()) {
      return;
    }
    entries.values().stream()
        .filter(entry -> now.millis() >= entry.untilMillis())
        .map(entry -> entry.ban().target())
        .toList()
        .forEach(this::end);
  }

  /** The ban of exactly this target. */
  Optional<Ban> of(Now now, BanTarget target) {
    Entry entry = entries.get(target);
    return entry == null || now.millis() >= entry.untilMillis()
        ? Optional.empty()
        : Optional.of(entry.ban());
  }

  /** The ban of a node. */
  Optional<Ban> of(Now now, NodeId id) {
    return entries.isEmpty() ? Optional.empty() : of(now, new BanTarget.Node(id));
  }

  /** The ban of an address, not counting one of its IP. */
  Optional<Ban> of(Now now, PeerAddress address) {
    return entries.isEmpty() ? Optional.empty() : of(now, new BanTarget.Address(address));
  }

  /** The ban of an IP, the operator's before one for misdeeds. */
  Optional<Ban> of(Now now, IpAddress ip) {
    if (entries.isEmpty()) {
      return Optional.empty();
    }
    return wide.stream()
        .filter(range -> range.range().contains(ip))
        .flatMap(range -> of(now, range).stream())
        .findFirst()
        .or(() -> of(now, BanTarget.Range.of(ip)));
  }

  /** All of them, the oldest first. */
  List<Ban> rows(Now now) {
    return entries.values().stream()
        .filter(entry -> now.millis() < entry.untilMillis())
        .map(Entry::ban)
        .toList();
  }

  private void enter(Now now, Ban ban) {
    long millis = Duration.between(now.wall(), ban.until()).toMillis();
    Entry before = entries.put(ban.target(), new Entry(ban, now.millis() + millis));
    if (before == null && ban.target() instanceof BanTarget.Range range && !range.isOneIp()) {
      wide.add(range);
    }
  }

  /** Whether there is room for one more; of those for misdeeds, the first to end gives its own. */
  private boolean makeRoom(boolean isByOperator) {
    List<Entry> same =
        entries.values().stream()
            .filter(entry -> entry.ban().isByOperator() == isByOperator)
            .toList();
    if (same.size() < MAX) {
      return true;
    }
    if (!isByOperator) {
      same.stream()
          .min(Comparator.comparingLong(Entry::untilMillis))
          .ifPresent(first -> drop(first.ban().target()));
    }
    return !isByOperator;
  }

  private boolean drop(BanTarget target) {
    boolean isDropped = entries.remove(target) != null;
    if (isDropped) {
      wide.removeIf(target::equals);
      out.add(new Effect.ForgetBan(target));
    }
    return isDropped;
  }
}
