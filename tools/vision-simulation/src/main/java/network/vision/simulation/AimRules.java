package network.vision.simulation;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import network.vision.gossip.Direction;
import network.vision.gossip.Event;
import network.vision.gossip.GossipConfig;
import network.vision.gossip.KnownAddress;
import network.vision.gossip.KnownPeer;
import network.vision.gossip.Now;
import network.vision.protocol.GossipPeer;
import network.vision.protocol.Handshake;
import network.vision.protocol.HostAndPort;
import network.vision.protocol.IpAddress;
import network.vision.protocol.Message;
import network.vision.protocol.NodeId;
import network.vision.protocol.PeerAddress;
import network.vision.protocol.PeerRecord;

/**
 * What must hold for whom a core dials: hearsay never aims it at a well-known port, nor at more
 * than four ports of one IP within any hour.
 *
 * <p>Not hearsay are what the operator and the seeds said, what answered once, what was loaded as
 * reached, what a peer said of the IP that it spoke from, and the record of a peer that was met.
 */
final class AimRules {

  private static final int MAX_PORTS = 4;
  private static final int FIRST_FREE_PORT = 1_024;
  private static final long HOUR_MILLIS = 3_600_000;

  /** Some that hurt: a database, a cache, a remote desktop, a proxy, a queue. */
  private static final Set<Integer> WELL_KNOWN = Set.of(3306, 5432, 6379, 3389, 8080, 11211, 9200);

  private final Set<PeerAddress> trusted = new HashSet<>();
  private final Set<IpAddress> seeds = new HashSet<>();
  private final Set<NodeId> met = new HashSet<>();

  /** The newest records of those who were met; the others would be too many in a large network. */
  private final Map<NodeId, List<PeerAddress>> ownWords = new HashMap<>();

  private final Map<IpAddress, Map<Integer, Long>> dialled = new HashMap<>();

  AimRules(GossipConfig config) {
    trusted.addAll(config.peers());
    for (HostAndPort seed : config.seeds()) {
      IpAddress.parse(seed.host()).ifPresent(seeds::add);
    }
  }

  /** Takes note of what the core is told. */
  void observe(Event event) {
    switch (event) {
      case Event.HandshakeArrived arrived -> handshakeArrived(arrived);
      case Event.MessageArrived(_, Message.PeerGossip gossip) ->
          gossip.peers().forEach(this::recordIn);
      case Event.PeersRead(var peers) -> peers.forEach(this::loaded);
      case Event.PeersLoaded loaded -> loaded.peers().forEach(this::loaded);
      case Event.SeedResolved resolved ->
          resolved.addresses().forEach(address -> seeds.add(address.ip()));
      case Event.DialWanted(var address) -> trusted.add(address);
      case Event.MessageArrived _,
          Event.TimePassed _,
          Event.BookAwaited _,
          Event.ListeningStarted _,
          Event.DialFailed _,
          Event.MessageRefused _,
          Event.ConnectionClosed _,
          Event.SeedsChosen _,
          Event.PortsMapped _,
          Event.DisconnectWanted _,
          Event.BansLoaded _,
          Event.BanWanted _,
          Event.UnbanWanted _,
          Event.StopWanted _,
          Event.AnnounceWanted _ -> {}
    }
  }

  /** What does not hold for a dial; empty when all does. */
  Optional<String> judge(Now now, PeerAddress address) {
    if (isTrusted(address)) {
      return Optional.empty();
    }
    if (address.port() < FIRST_FREE_PORT || WELL_KNOWN.contains(address.port())) {
      return Optional.of("hearsay aims it at " + address);
    }
    Map<Integer, Long> ports = dialled.computeIfAbsent(address.ip(), _ -> new HashMap<>());
    ports.values().removeIf(atMillis -> now.millis() - atMillis >= HOUR_MILLIS);
    ports.put(address.port(), now.millis());
    return ports.size() > MAX_PORTS
        ? Optional.of("hearsay aims it at %d ports of %s".formatted(ports.size(), address.ip()))
        : Optional.empty();
  }

  private boolean isTrusted(PeerAddress address) {
    return trusted.contains(address)
        || seeds.contains(address.ip())
        || ownWords.values().stream().anyMatch(own -> own.contains(address));
  }

  private void handshakeArrived(Event.HandshakeArrived arrived) {
    Handshake handshake = arrived.handshake();
    NodeId id = handshake.node().id();
    met.add(id);
    if (arrived.direction() == Direction.OUTBOUND) {
      trusted.add(arrived.remote());
    }
    int port = handshake.reach().port(arrived.version());
    if (PeerAddress.isPort(port)) {
      trusted.add(new PeerAddress(arrived.remote().ip(), port));
    }
    PeerRecord record = handshake.extensions().record();
    if (record != null) {
      ownWords.put(id, record.addresses());
    }
  }

  private void recordIn(GossipPeer told) {
    PeerRecord record = told.record();
    if (record != null && met.contains(told.nodeId())) {
      ownWords.put(told.nodeId(), record.addresses());
    }
  }

  private void loaded(KnownPeer peer) {
    for (KnownAddress address : peer.addresses()) {
      if (address.isReached()) {
        trusted.add(address.address());
      }
    }
    PeerRecord record = peer.record();
    NodeId id = peer.nodeId();
    if (record != null && id != null) {
      met.add(id);
      ownWords.put(id, record.addresses());
    }
  }
}
