package network.vision.gossip;

import java.time.Duration;
import java.util.List;
import network.vision.protocol.DialBackOutcome;
import network.vision.protocol.HandshakeVersion;
import network.vision.protocol.HostAndPort;
import network.vision.protocol.IpAddress;
import network.vision.protocol.NodeId;
import network.vision.protocol.PeerAddress;
import network.vision.protocol.Refusal;
import org.jspecify.annotations.Nullable;

/** A fact worth telling: one list for the log, the metrics and the event stream. Immutable. */
public sealed interface Notice {

  /** A node id was heard of for the first time. */
  record PeerDiscovered(NodeId peer, String tag, PeerAddress address, Provenance provenance)
      implements Notice {}

  /** A session began. */
  record PeerConnected(
      NodeId peer,
      String tag,
      ConnectionId connection,
      Direction direction,
      @Nullable PeerAddress address,
      HandshakeVersion version,
      boolean isProven)
      implements Notice {}

  /** A session ended. */
  record PeerDisconnected(NodeId peer, ConnectionId connection, Direction direction, String reason)
      implements Notice {}

  /**
   * A peer was reached at a new address after its own word, and the old one was dropped. Told once
   * for each move, however the word was heard, also when the old one had never been reached.
   */
  record PeerMoved(NodeId peer, PeerAddress from, PeerAddress to) implements Notice {}

  /** A handshake was not accepted. */
  record HandshakeRefused(
      ConnectionId connection, Direction direction, IpAddress remote, Refusal refusal)
      implements Notice {}

  /** A dial began. */
  record DialStarted(ConnectionId connection, PeerAddress address, HandshakeVersion version)
      implements Notice {}

  /** A dial ended; a null failure is a success. */
  record DialEnded(
      ConnectionId connection, PeerAddress address, @Nullable DialFailure failure, Duration took)
      implements Notice {}

  /** A dial went to an address that a fresher word of the peer itself had replaced. */
  record StaleAddressDialled(PeerAddress address) implements Notice {}

  /** A gossip message was read. */
  record GossipHeard(ConnectionId connection, int accepted, int known, List<GossipRefusal> refused)
      implements Notice {
    public GossipHeard {
      refused = List.copyOf(refused);
    }
  }

  /** What we tell others of our address has changed; null: nothing. */
  record AddressAdvertised(@Nullable PeerAddress address, String reason) implements Notice {}

  /** A peer that we asked to dial us back has done so, or says that it could not. */
  record DialledBack(ReachView.Finding finding) implements Notice {}

  /** A peer that asked us to dial it back was told what came of it. */
  record DialBackServed(NodeId peer, DialBackOutcome outcome, String detail) implements Notice {}

  /** Two words about one peer or one IP do not agree. */
  record PortConflict(
      ConflictKind kind, IpAddress ip, @Nullable NodeId peer, List<PeerAddress> addresses)
      implements Notice {
    public PortConflict {
      addresses = List.copyOf(addresses);
    }
  }

  /**
   * A seed was asked and did not answer at any of its addresses.
   *
   * @param failure how its last address failed; null: its name has no address
   * @param inARow how often since it last answered, this time included
   */
  record SeedFailed(HostAndPort seed, @Nullable DialFailure failure, int inARow)
      implements Notice {}

  /**
   * A seed answered for the first time, or again.
   *
   * @param failuresBefore how often it had failed since it last answered
   */
  record SeedAnswered(HostAndPort seed, PeerAddress address, int failuresBefore)
      implements Notice {}

  /** A ping was answered. */
  record RoundTripMeasured(ConnectionId connection, Duration roundTrip) implements Notice {}

  /** Somebody is banned from now on, or for another time than before. */
  record Banned(Ban ban) implements Notice {}

  /** A ban is over, by time or by the operator. */
  record BanEnded(BanTarget target) implements Notice {}

  /** A peer did what it should not. */
  record Misbehaved(ConnectionId connection, IpAddress remote, Misdeed misdeed) implements Notice {}
}
