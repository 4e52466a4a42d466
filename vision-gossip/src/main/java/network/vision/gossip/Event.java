package network.vision.gossip;

import java.time.Duration;
import java.util.List;
import network.vision.protocol.Handshake;
import network.vision.protocol.HandshakeVersion;
import network.vision.protocol.HostAndPort;
import network.vision.protocol.IpAddress;
import network.vision.protocol.Message;
import network.vision.protocol.NodeId;
import network.vision.protocol.PeerAddress;
import network.vision.protocol.Refusal;
import org.jspecify.annotations.Nullable;

/** What has happened, told to the core. Immutable. */
public sealed interface Event {

  /** Nothing but time: {@link Gossip#nextDeadlineMillis} has come. */
  record TimePassed() implements Event {}

  /**
   * The node listens.
   *
   * @param addresses as bound, ports resolved, the one to advertise first; a wildcard IP stands for
   *     any; empty: nobody is to dial us, but we dial
   */
  record ListeningStarted(List<PeerAddress> addresses) implements Event {
    public ListeningStarted {
      addresses = List.copyOf(addresses);
    }
  }

  /**
   * The store is being read, and {@link PeersLoaded} will tell what it holds. Until then what peers
   * say waits that the book decides on, and only the operator's peers and seeds are dialled.
   *
   * @param recordSequence unsigned; the largest sequence of our own records so far
   */
  record BookAwaited(long recordSequence) implements Event {}

  /** A part of what the store holds was read; {@link PeersLoaded} tells the last one. */
  record PeersRead(List<KnownPeer> peers) implements Event {
    public PeersRead {
      peers = List.copyOf(peers);
    }
  }

  /**
   * The store was read.
   *
   * @param peers what it held, or the last part of it
   * @param recordSequence unsigned; the largest sequence of our own records so far
   */
  record PeersLoaded(List<KnownPeer> peers, long recordSequence) implements Event {
    public PeersLoaded {
      peers = List.copyOf(peers);
    }
  }

  /** The bans that were stored; told before the peers. */
  record BansLoaded(List<Ban> bans) implements Event {
    public BansLoaded {
      bans = List.copyOf(bans);
    }
  }

  /** A seed's name was looked up; no addresses: it has none now. */
  record SeedResolved(HostAndPort seed, List<PeerAddress> addresses) implements Event {
    public SeedResolved {
      addresses = List.copyOf(addresses);
    }
  }

  /** The operator has chosen other seeds; of those that stay is remembered how they did. */
  record SeedsChosen(List<HostAndPort> seeds) implements Event {
    public SeedsChosen {
      seeds = List.copyOf(seeds);
    }
  }

  /**
   * A peer's handshake has come: the first word of an inbound connection, or the answer to a dial.
   *
   * @param remote the socket's other end; of an inbound connection its port means nothing
   */
  record HandshakeArrived(
      ConnectionId connection,
      Direction direction,
      PeerAddress remote,
      HandshakeVersion version,
      Handshake handshake)
      implements Event {}

  /** A dial came to nothing. */
  record DialFailed(ConnectionId connection, DialFailure failure) implements Event {}

  /** A message has come. */
  record MessageArrived(ConnectionId connection, Message message) implements Event {}

  /** A message has come that was known but malformed. */
  record MessageRefused(ConnectionId connection, Refusal refusal) implements Event {}

  /** A connection whose handshake had come is gone, by whichever side. */
  record ConnectionClosed(ConnectionId connection, String reason) implements Event {}

  /**
   * What the routers forward to us has changed.
   *
   * @param mappings all of them, that of the address to advertise first
   */
  record PortsMapped(List<Mapping> mappings) implements Event {
    public PortsMapped {
      mappings = List.copyOf(mappings);
    }

    /** One address is forwarded, whose IP the router tells. */
    public static PortsMapped to(PeerAddress external) {
      return new PortsMapped(
          List.of(new Mapping(external.ip().isIpv4(), external.port(), external.ip())));
    }
  }

  /**
   * A port of a router that leads to us.
   *
   * @param isIpv4 else IPv6
   * @param port the router's, 1–65535
   * @param ip the router's outer one; null: it does not tell
   */
  record Mapping(boolean isIpv4, int port, @Nullable IpAddress ip) {

    /** Where others could dial; null: not known. */
    @Nullable PeerAddress external() {
      return ip == null ? null : new PeerAddress(ip, port);
    }
  }

  /** The operator wants a peer known and dialled now. */
  record DialWanted(PeerAddress address) implements Event {}

  /** The operator wants a session closed. */
  record DisconnectWanted(NodeId peer) implements Event {}

  /**
   * The operator wants somebody banned; takes the place of an earlier ban of the same target.
   *
   * @param duration more than 0
   * @param reason in words; "" for none
   */
  record BanWanted(BanTarget target, Duration duration, String reason) implements Event {}

  /** The operator wants a ban ended, whoever began it. */
  record UnbanWanted(BanTarget target) implements Event {}

  /** The node is about to stop: peers are told, and nobody is dialled or accepted any more. */
  record StopWanted() implements Event {}

  /** The operator wants connected peers to be told our address now. */
  record AnnounceWanted() implements Event {}
}
