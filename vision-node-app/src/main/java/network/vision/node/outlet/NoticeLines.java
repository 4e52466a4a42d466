package network.vision.node.outlet;

import network.vision.gossip.Ban;
import network.vision.gossip.BanTarget;
import network.vision.gossip.DialFailure;
import network.vision.gossip.Direction;
import network.vision.gossip.Notice;
import network.vision.protocol.NodeId;
import org.jspecify.annotations.Nullable;

/**
 * The lines about what the core tells: peers, seeds, bans, our own address.
 *
 * <p>Any thread. Source: {@code docs/PROTOCOL.md §8} for the text that is fixed.
 */
final class NoticeLines {

  private static final int SEED_IS_DEAD = 3;

  private final LogWriter to;

  NoticeLines(LogWriter to) {
    this.to = to;
  }

  /** What a notice says, if a line is due. */
  void tell(Notice notice) {
    switch (notice) {
      case Notice.PeerDiscovered found -> discovered(found);
      case Notice.PeerConnected peer -> connected(peer);
      case Notice.PeerDisconnected gone ->
          to.frequent(
              LogWriter.Frequent.DISCONNECTED,
              "Disconnected from {} ({}): {}",
              gone.peer().shortText(),
              side(gone.direction()),
              gone.reason());
      case Notice.PeerMoved moved ->
          to.frequent(
              LogWriter.Frequent.MOVED,
              "{} has moved from {} to {}",
              moved.peer().shortText(),
              moved.from(),
              moved.to());
      case Notice.HandshakeRefused refused ->
          to.debug(
              Area.NETWORK,
              "Refused the {} handshake of {}: {}",
              side(refused.direction()),
              refused.remote(),
              refused.refusal().label());
      case Notice.DialStarted dial ->
          to.debug(Area.NETWORK, "Dialling {} with version {}", dial.address(), dial.version());
      case Notice.DialEnded dial -> dialEnded(dial);
      case Notice.StaleAddressDialled stale ->
          to.debug(Area.NETWORK, "{} was dialled although it had been replaced", stale.address());
      case Notice.GossipHeard heard -> gossipHeard(heard);
      case Notice.AddressAdvertised ours -> advertised(ours);
      case Notice.DialledBack back ->
          to.frequent(LogWriter.Frequent.DIALLED_BACK, "{}", ReachText.of(back.finding()));
      case Notice.DialBackServed served -> to.debug(Area.NETWORK, "{}", ReachText.of(served));
      case Notice.PortConflict conflict -> conflict(conflict);
      case Notice.SeedFailed failed -> seedFailed(failed);
      case Notice.SeedAnswered answered -> seedAnswered(answered);
      case Notice.RoundTripMeasured trip -> roundTrip(trip);
      case Notice.Banned(Ban ban) -> banned(ban);
      case Notice.BanEnded(BanTarget target) -> banEnded(target);
      case Notice.Misbehaved bad ->
          to.debug(Area.NETWORK, "{} is blamed for {}", bad.remote(), bad.misdeed().label());
    }
  }

  /**
   * The text is fixed, and the network's scripts look for it whichever message has named the peer.
   */
  private void discovered(Notice.PeerDiscovered found) {
    to.frequent(
        LogWriter.Frequent.DISCOVERED,
        "Discovered new peer from gossip: {} ({}) at {}",
        tag(found.tag(), found.peer()),
        found.peer(),
        found.address());
    to.debug(
        Area.GOSSIP,
        "{} at {} is known from {}",
        found.peer().shortText(),
        found.address(),
        found.provenance().label());
  }

  private void connected(Notice.PeerConnected peer) {
    to.frequent(
        LogWriter.Frequent.CONNECTED,
        "Connected to {} {} ({}, version {}{})",
        tag(peer.tag(), peer.peer()),
        peer.address() == null ? "at no address of its own" : "at " + peer.address(),
        side(peer.direction()),
        peer.version().wireByte(),
        peer.isProven() ? ", proven" : "");
  }

  private void dialEnded(Notice.DialEnded dial) {
    if (dial.failure() != null) {
      to.debug(
          Area.NETWORK,
          "{} was not reached: {} after {} ms",
          dial.address(),
          dial.failure().label(),
          dial.took().toMillis());
    }
  }

  /** A seed that has failed three times in a row is said to be dead, once. */
  private void seedFailed(Notice.SeedFailed failed) {
    DialFailure failure = failed.failure();
    String why = failure == null ? "its name has no address" : failure.label();
    if (failed.inARow() == SEED_IS_DEAD) {
      to.warn(
          Area.NETWORK,
          "Seed {} does not answer ({}); it is asked again and again, ever more seldom",
          failed.seed(),
          why);
    } else {
      to.debug(Area.NETWORK, "Seed {} failed {} times: {}", failed.seed(), failed.inARow(), why);
    }
  }

  private void conflict(Notice.PortConflict conflict) {
    to.frequent(
        LogWriter.Frequent.CONFLICT,
        "Port conflict ({}) at {}: {}",
        conflict.kind().label(),
        conflict.ip(),
        conflict.addresses());
  }

  private void roundTrip(Notice.RoundTripMeasured trip) {
    to.trace(
        Area.NETWORK,
        "{} answered in {} ms",
        trip.connection().value(),
        trip.roundTrip().toMillis());
  }

  private void banned(Ban ban) {
    to.frequent(
        LogWriter.Frequent.BANNED,
        "Banned {} until {}{}{}",
        name(ban.target()),
        ban.until(),
        ban.isByOperator() ? ", by the operator" : "",
        ban.reason().isEmpty() ? "" : ": " + ban.reason());
  }

  private void banEnded(BanTarget target) {
    to.frequent(LogWriter.Frequent.BANNED, "{} is no longer banned", name(target));
  }

  private static String name(BanTarget target) {
    return switch (target) {
      case BanTarget.Node(NodeId id) -> id.shortText();
      case BanTarget.Address _, BanTarget.Range _ -> target.text();
    };
  }

  private void seedAnswered(Notice.SeedAnswered answered) {
    to.frequent(
        LogWriter.Frequent.SEED, "Seed {} answers at {}", answered.seed(), answered.address());
  }

  private void gossipHeard(Notice.GossipHeard heard) {
    to.debug(
        Area.GOSSIP,
        "Heard of {} new, {} known, {} refused peers",
        heard.accepted(),
        heard.known(),
        heard.refused().size());
  }

  private void advertised(Notice.AddressAdvertised ours) {
    to.frequent(
        LogWriter.Frequent.ADVERTISED,
        "Peers are told {}: {}",
        ours.address() == null ? "no address" : ours.address(),
        ours.reason());
  }

  private static String side(Direction direction) {
    return switch (direction) {
      case INBOUND -> "inbound";
      case OUTBOUND -> "outbound";
    };
  }

  private static String tag(String tag, @Nullable NodeId peer) {
    return tag.isEmpty() && peer != null ? peer.shortText() : tag;
  }
}
