package network.vision.gossip;

import network.vision.protocol.Handshake;
import network.vision.protocol.HandshakeVersion;
import network.vision.protocol.HostAndPort;
import network.vision.protocol.Message;
import network.vision.protocol.PeerAddress;
import org.jspecify.annotations.Nullable;

/** What is to be done, told to the adapters. Immutable. */
public sealed interface Effect {

  /**
   * Open a connection and say {@code ours}; ends in a handshake that arrives, or a dial that
   * failed.
   */
  record Dial(
      ConnectionId connection, PeerAddress address, HandshakeVersion version, Handshake ours)
      implements Effect {}

  /** Answer the handshake of an inbound connection. */
  record Accept(ConnectionId connection, HandshakeVersion version, Handshake ours)
      implements Effect {}

  /** Say something on a session. */
  record Send(ConnectionId connection, Message message) implements Effect {}

  /** Close a connection, after saying {@code farewell} if there is one. */
  record Close(ConnectionId connection, CloseCause cause, Message.@Nullable Disconnect farewell)
      implements Effect {}

  /** Remember this peer; replaces what was stored under its key. */
  record Save(KnownPeer peer) implements Effect {}

  /** Remember no longer what was stored under this key. */
  record Forget(String key) implements Effect {}

  /** Remember this ban; replaces what was stored for its target. */
  record SaveBan(Ban ban) implements Effect {}

  /** Remember no longer the ban of this target. */
  record ForgetBan(BanTarget target) implements Effect {}

  /** Remember the sequence of our newest record, unsigned. */
  record SaveRecordSequence(long sequence) implements Effect {}

  /** Look up a seed's name; ends in {@link Event.SeedResolved}. */
  record ResolveSeed(HostAndPort seed) implements Effect {}
}
