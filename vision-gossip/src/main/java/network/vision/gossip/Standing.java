package network.vision.gossip;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import network.vision.protocol.IpAddress;
import network.vision.protocol.NodeId;
import network.vision.protocol.PeerAddress;
import network.vision.protocol.PublicKey;
import network.vision.protocol.ReputationTier;
import org.jspecify.annotations.Nullable;

/**
 * Who has misbehaved, by node id and by IP, what follows from that, and for how long.
 *
 * <p>Goal: who misbehaves loses his place, and nobody can make us ban somebody else. Only what came
 * over a connection counts: against the IP that it came from, and against the node id if its key
 * was proved on that connection; then the IP, which others may share, gets a quarter. At {@value
 * #GRAY_POINTS} points one is graylisted: not dialled, not told of, first to make room. At {@value
 * #BAN_POINTS} one is banned for an hour. Points halve every hour.
 *
 * <p>The blame of an IP is not laid on a peer <em>vouched</em> for: one that proved its key and was
 * reached by a dial, for it is known apart from its neighbours behind the same router. A ban by the
 * operator holds for everybody it names.
 *
 * <p>Bans and the points of nodes outlive a restart; those of an IP below a ban do not, so that
 * strangers write nothing to the disk.
 *
 * <p>What an attacker can still do: from one IP, have that IP banned for those behind it that we
 * have not met; as a live relay between a peer and us, misbehave in its name, which sessions
 * without encryption cannot tell apart, for an hour a time. Owner: the loop thread. Source: {@code
 * docs/PROTOCOL.md §7}.
 */
final class Standing {

  private static final int BAN_POINTS = 100;
  private static final int GRAY_POINTS = 50;
  private static final double SHARE_OF_IP = 0.25;
  private static final Duration BAN = Duration.ofHours(1);
  private static final long ELITE_MILLIS = Duration.ofDays(1).toMillis();

  private final Blames<NodeId> nodes = new Blames<>();
  private final Blames<IpAddress> ips = new Blames<>();
  private final Bans bans;

  Standing(Outbox out) {
    this.bans = new Bans(out);
  }

  Bans bans() {
    return bans;
  }

  /** Blames the peer of {@code session}; true when that bans it. */
  boolean blame(Now now, Session session, Misdeed misdeed) {
    boolean isBan = false;
    double weight = misdeed.points();
    if (session.isProven) {
      isBan = nodes.add(now, session.peer, misdeed, weight) >= BAN_POINTS;
      if (isBan) {
        ban(now, new BanTarget.Node(session.peer), nodes.misdeeds(session.peer));
      }
      weight *= SHARE_OF_IP;
    }
    IpAddress ip = session.remote.ip();
    if (ips.add(now, ip, misdeed, weight) >= BAN_POINTS) {
      ban(now, BanTarget.Range.of(ip), ips.misdeeds(ip));
      isBan = true;
    }
    return isBan;
  }

  /** Puts back how a peer stood when it was stored. */
  void restore(Now now, NodeId id, KnownStanding stored) {
    if (stored.points() > 0) {
      nodes.restore(now, id, stored.points(), stored.asOf());
    }
    BanTarget.Node target = new BanTarget.Node(id);
    Instant until = stored.bannedUntil();
    if (until != null && until.isAfter(now.wall()) && bans.of(now, target).isEmpty()) {
      bans.put(now, new Ban(target, stored.asOf(), until, false, ""));
    }
  }

  /** How a peer stands, as it is stored. */
  KnownStanding known(Now now, @Nullable NodeId id) {
    if (id == null) {
      return KnownStanding.BLAMELESS;
    }
    double points = nodes.points(now, id);
    Instant until = bans.of(now, id).map(Ban::until).orElse(null);
    return points < 1 && until == null
        ? KnownStanding.BLAMELESS
        : new KnownStanding(points, now.wall(), until);
  }

  /**
   * The ban that concerns whoever says {@code id} and {@code said}, and comes from {@code ip}.
   *
   * @param said null: it says no address
   */
  Optional<Ban> banOf(
      Now now, NodeId id, IpAddress ip, @Nullable PeerAddress said, boolean isVouched) {
    return bans.of(now, id)
        .or(() -> said == null ? Optional.empty() : bans.of(now, said))
        .or(() -> banOfIp(now, ip, isVouched));
  }

  /** Whether a ban keeps us from dialling {@code address}, whoever is known to be there. */
  boolean isBanned(Now now, PeerAddress address, @Nullable BookPeer peer) {
    NodeId id = peer == null ? null : peer.nodeId;
    return (id != null && bans.of(now, id).isPresent())
        || bans.of(now, address).isPresent()
        || banOfIp(now, address.ip(), peer != null && isVouched(peer)).isPresent();
  }

  /** Whether {@code peer} has lost so much that others are preferred, at {@code address}. */
  boolean isGray(Now now, BookPeer peer, PeerAddress address) {
    return (peer.nodeId != null && nodes.points(now, peer.nodeId) >= GRAY_POINTS)
        || (!isVouched(peer) && ips.points(now, address.ip()) >= GRAY_POINTS);
  }

  /** Whether the peer of {@code session} was blamed for anything that still counts. */
  boolean isBlamed(Now now, Session session) {
    return nodes.points(now, session.peer) >= 1
        || (!session.isProven && ips.points(now, session.remote.ip()) >= 1);
  }

  /** Whether {@code peer} is known apart from others at its IP. */
  static boolean isVouched(BookPeer peer) {
    return peer.provenKey != null && peer.addresses.stream().anyMatch(BookAddress::isReached);
  }

  /** What a peer was blamed for, the newest last. */
  List<GossipView.PastMisdeed> misdeeds(@Nullable NodeId id) {
    return id == null ? List.of() : nodes.misdeeds(id);
  }

  /** Everybody who still has points. */
  List<GossipView.BlameRow> rows(Now now) {
    List<GossipView.BlameRow> rows = new ArrayList<>(nodes.rows(now, BanTarget.Node::new));
    rows.addAll(ips.rows(now, BanTarget.Range::of));
    return rows;
  }

  /**
   * Our opinion of a peer, as gossip carries it: on probation while it is blamed; good once the
   * last dial to it worked or its key is proved, excellent with both, elite after a day in one
   * session; else fair.
   */
  ReputationTier tier(Now now, BookPeer peer, @Nullable Session session) {
    if (isOnProbation(now, peer)) {
      return ReputationTier.PROBATION;
    }
    boolean isReached = peer.addresses.stream().anyMatch(BookAddress::isWorking);
    @Nullable PublicKey key = peer.provenKey;
    if (!isReached || key == null) {
      return isReached || key != null ? ReputationTier.GOOD : ReputationTier.FAIR;
    }
    return session != null && now.millis() - session.since.millis() >= ELITE_MILLIS
        ? ReputationTier.ELITE
        : ReputationTier.EXCELLENT;
  }

  private boolean isOnProbation(Now now, BookPeer peer) {
    boolean isNodeBlamed = peer.nodeId != null && nodes.points(now, peer.nodeId) >= 1;
    return isNodeBlamed
        || peer.addresses.stream()
            .anyMatch(a ->
                isBanned(now, a.address, peer)
                    || (!isVouched(peer) && ips.points(now, a.address.ip()) >= 1));
  }

  private Optional<Ban> banOfIp(Now now, IpAddress ip, boolean isVouched) {
    return bans.of(now, ip).filter(ban -> ban.isByOperator() || !isVouched);
  }

  private void ban(Now now, BanTarget target, List<GossipView.PastMisdeed> misdeeds) {
    String reason =
        misdeeds.stream()
            .map(past -> past.misdeed().label())
            .distinct()
            .collect(Collectors.joining(", "));
    bans.put(now, new Ban(target, now.wall(), now.wall().plus(BAN), false, reason));
  }
}
