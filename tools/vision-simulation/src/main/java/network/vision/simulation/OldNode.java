package network.vision.simulation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import network.vision.gossip.DialFailure;
import network.vision.protocol.Decoded;
import network.vision.protocol.GossipPeer;
import network.vision.protocol.Handshake;
import network.vision.protocol.HandshakeVersion;
import network.vision.protocol.IpAddress;
import network.vision.protocol.Limits;
import network.vision.protocol.Message;
import network.vision.protocol.NodeId;
import network.vision.protocol.PeerAddress;
import org.jspecify.annotations.Nullable;

/**
 * A deployed node, as far as it matters here: knows version 3 and IPv4 only, breaks a connection
 * that begins otherwise, closes one on which it meets a message it does not know, of two
 * connections with one node keeps the one it accepted, and tells everybody what it knows every
 * thirty seconds.
 */
final class OldNode implements Host {

  private static final long INTERVAL_MILLIS = 30_000;
  private static final int WANTED = 8;

  private final World world;
  private final PeerAddress listening;
  private final Mask mask;
  private final Map<NodeId, PeerAddress> known = new LinkedHashMap<>();
  private final Map<NodeId, Socket> sessions = new LinkedHashMap<>();

  OldNode(World world, PeerAddress listening) {
    this.world = world;
    this.listening = listening;
    this.mask = Mask.own(listening.port(), listening.port()).asDeployed();
    world.fabric().listen(listening, this);
  }

  /** Dials the seed node, and from then on whom it hears of. */
  void start() {
    dial(AddressPlan.of(0));
    world.timeline().after(INTERVAL_MILLIS, this::everyInterval);
  }

  /** Whether all of {@code nodes} know it where it is. */
  boolean isKnownToAll(List<VirtualNode> nodes) {
    return nodes.stream().allMatch(node -> listening.equals(node.firstAddressOf(mask.claimed())));
  }

  int sessions() {
    return sessions.size();
  }

  @Override
  public String name() {
    return "old" + listening.port();
  }

  @Override
  public IpAddress ip() {
    return listening.ip();
  }

  @Override
  public boolean isUp() {
    return true;
  }

  @Override
  public void opened(Socket socket) {
    hello(socket);
  }

  @Override
  public void failed(Socket socket, DialFailure failure) {}

  @Override
  public void received(Socket socket, Parcel parcel) {
    switch (parcel) {
      case Parcel.Hello(HandshakeVersion version, Decoded.Accepted<Handshake>(var theirs))
          when version == HandshakeVersion.V3 ->
          greeted(socket, theirs);
      case Parcel.Hello _ -> leave(socket, new Parcel.Reset());
      case Parcel.Word(Decoded.Accepted<Message>(var message)) -> heard(socket, message);
      case Parcel.Word _ -> leave(socket, new Parcel.End());
      case Parcel.End _, Parcel.Reset _ -> forget(socket);
    }
  }

  private void greeted(Socket socket, Handshake theirs) {
    NodeId peer = theirs.node().id();
    Socket other = sessions.get(peer);
    if (other != null && socket.isDialler()) {
      leave(socket, new Parcel.End());
      return;
    }
    if (other != null) {
      leave(other, new Parcel.End());
    }
    if (!socket.isDialler()) {
      hello(socket);
    }
    sessions.put(peer, socket);
    known.put(
        peer, new PeerAddress(socket.remote().ip(), theirs.reach().port(HandshakeVersion.V3)));
  }

  private void heard(Socket socket, Message message) {
    switch (message) {
      case Message.Ping(long timestamp) -> say(socket, new Message.Pong(timestamp));
      case Message.PeerGossip gossip -> gossip.peers().forEach(this::learn);
      case Message.ProofOfKey _, Message.DialBack _, Message.DialBackResult _, Message.Unknown _ ->
          throw new Violation(world.seed(), "a deployed node is told what it does not know", "");
      case Message.Disconnect _ -> leave(socket, new Parcel.End());
      case Message.Pong _,
          Message.GetPeers _,
          Message.PeerList _,
          Message.PeerExchangeRequest _,
          Message.PeerExchangeResponse _,
          Message.GetTip _,
          Message.Tip _,
          Message.GetBlockHash _,
          Message.BlockHash _,
          Message.Uninterpreted _ -> {}
    }
  }

  private void learn(GossipPeer peer) {
    if (!peer.address().ip().isIpv4() || peer.record() != null) {
      throw new Violation(world.seed(), "a deployed node is told " + peer, "");
    }
    if (known.size() < Limits.MAX_PEERS_READ && !peer.nodeId().equals(mask.claimed())) {
      known.putIfAbsent(peer.nodeId(), peer.address());
    }
  }

  private void everyInterval() {
    List<GossipPeer> told = new ArrayList<>();
    told.add(Rumour.about(mask.claimed(), listening));
    known.forEach((id, address) -> {
      if (told.size() < Limits.MAX_PEERS_SENT) {
        told.add(Rumour.about(id, address));
      }
    });
    for (Socket socket : List.copyOf(sessions.values())) {
      say(socket, Rumour.of(told));
      say(socket, new Message.Ping(1));
    }
    unconnected().ifPresent(this::dial);
    world.timeline().after(INTERVAL_MILLIS, this::everyInterval);
  }

  private Optional<PeerAddress> unconnected() {
    return sessions.size() >= WANTED
        ? Optional.empty()
        : known.entrySet().stream()
            .filter(entry -> !sessions.containsKey(entry.getKey()))
            .map(Map.Entry::getValue)
            .findFirst();
  }

  private void dial(PeerAddress address) {
    world.fabric().dial(this, address);
  }

  private void hello(Socket socket) {
    Handshake ours = mask.handshake("", null);
    world.fabric().send(socket, world.fabric().wire().hello(HandshakeVersion.V3, ours));
  }

  private void say(Socket socket, Message message) {
    world.fabric().send(socket, world.fabric().wire().word(message));
  }

  private void leave(Socket socket, Parcel last) {
    world.fabric().send(socket, last);
    socket.close();
    forget(socket);
  }

  private void forget(@Nullable Socket socket) {
    sessions.values().removeIf(other -> other == socket);
  }
}
