package network.vision.gossip;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import network.vision.protocol.HandshakeVersion;
import network.vision.protocol.HostAndPort;
import network.vision.protocol.IpAddress;
import network.vision.protocol.NodeId;
import network.vision.protocol.PeerAddress;
import network.vision.protocol.ReputationTier;
import org.jspecify.annotations.Nullable;

/**
 * Everything the core knows, at one moment, for people to look at.
 *
 * <p>Immutable; built on the loop when asked for.
 *
 * @param summary how the node stands
 * @param peers one row a peer
 * @param conflicts words that do not agree, the newest last
 * @param blames who misbehaved, with the points that are left
 * @param why what stands in the way of the peers that are not connected
 */
public record GossipView(
    GossipSummary summary,
    List<PeerRow> peers,
    List<ConflictRow> conflicts,
    List<BlameRow> blames,
    Why why) {

  public GossipView {
    peers = List.copyOf(peers);
    conflicts = List.copyOf(conflicts);
    blames = List.copyOf(blames);
  }

  /** How a peer stands to us now. */
  public enum State {
    CONNECTED,
    CONNECTING,
    DISCONNECTED,
    FAILED,
    KNOWN_ONLY
  }

  /** How fresh a peer is. */
  public enum Temperature {
    HOT,
    WARM,
    COLD
  }

  /**
   * One peer.
   *
   * @param peer what the book keeps; the first address is the one we would dial
   * @param state now
   * @param temperature now
   * @param session null unless connected
   * @param failures dials to its first address since the last success
   * @param score 0–1
   * @param tier our opinion
   * @param misdeeds what it was blamed for since the node runs, the newest last, at most 8
   * @param quietFor how long its first address is still left alone after a failure
   * @param moves when it was found at another address since the node runs, the newest last, at most
   *     8
   */
  public record PeerRow(
      KnownPeer peer,
      State state,
      Temperature temperature,
      @Nullable SessionRow session,
      int failures,
      double score,
      ReputationTier tier,
      List<PastMisdeed> misdeeds,
      Duration quietFor,
      List<PastMove> moves) {
    public PeerRow {
      misdeeds = List.copyOf(misdeeds);
      moves = List.copyOf(moves);
    }
  }

  /**
   * A peer was found at another address than before.
   *
   * @param at when a dial first reached it there
   * @param from where its own word, or a dial, had it before
   */
  public record PastMove(Instant at, PeerAddress from, PeerAddress to) {}

  /**
   * Two words that do not agree.
   *
   * @param kind how they disagree
   * @param ip about which IP
   * @param peer about whom; null: several
   * @param addresses what was said, at most 8
   * @param since when it was first seen
   * @param last when it was last seen
   */
  public record ConflictRow(
      ConflictKind kind,
      IpAddress ip,
      @Nullable NodeId peer,
      List<PeerAddress> addresses,
      Instant since,
      Instant last) {
    public ConflictRow {
      addresses = List.copyOf(addresses);
    }
  }

  /**
   * A node or an IP that misbehaved.
   *
   * @param points what is left of its blame; they halve every hour
   * @param misdeeds what it was blamed for since the node runs, the newest last, at most 8
   */
  public record BlameRow(BanTarget target, double points, List<PastMisdeed> misdeeds) {
    public BlameRow {
      misdeeds = List.copyOf(misdeeds);
    }
  }

  /**
   * Something that was done.
   *
   * @param points what it weighed
   */
  public record PastMisdeed(Instant at, Misdeed misdeed, double points) {}

  /**
   * One seed.
   *
   * @param seed as configured
   * @param addresses what it stands for, as far as that was looked up, at most 16
   * @param failures since it last answered
   * @param failure how it failed last; null: it did not, or its name has no address
   * @param lastSuccess when it last answered
   * @param lastFailure when it last failed at every address
   */
  public record SeedRow(
      HostAndPort seed,
      List<PeerAddress> addresses,
      int failures,
      @Nullable DialFailure failure,
      @Nullable Instant lastSuccess,
      @Nullable Instant lastFailure) {
    public SeedRow {
      addresses = List.copyOf(addresses);
    }
  }

  /**
   * One session.
   *
   * @param peer who
   * @param remote the socket's other end; of an inbound session its port means nothing
   * @param direction who dialled
   * @param version of its handshake
   * @param isProven whether it proved its key on this connection
   * @param since when it began
   * @param roundTrip of the last ping; null before the first
   * @param chainHeight what it said of its chain, unsigned
   * @param build of its program, as it says
   * @param features that it says it has
   */
  public record SessionRow(
      NodeId peer,
      PeerAddress remote,
      Direction direction,
      HandshakeVersion version,
      boolean isProven,
      Instant since,
      @Nullable Duration roundTrip,
      long chainHeight,
      String build,
      List<String> features) {
    public SessionRow {
      features = List.copyOf(features);
    }
  }
}
