package network.vision.node.outlet;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import network.vision.api.EventLog;
import network.vision.api.NodeEvent;
import network.vision.api.NodeEvent.Kind;
import network.vision.api.Reachability;
import network.vision.gossip.Notice;
import network.vision.protocol.NodeId;
import network.vision.protocol.PeerAddress;
import network.vision.upnp.MappingEvent;
import network.vision.upnp.PortMapping;
import org.jspecify.annotations.Nullable;

/**
 * Fills the event stream of the API with what people want to watch.
 *
 * <p>Any thread.
 */
public final class EventOutlet {

  private final EventLog events = new EventLog(EventLog.STANDARD_CAPACITY, InstantSource.system());

  /** Names of those who are connected, for what else happens to them. */
  private final Map<NodeId, String> tags = new ConcurrentHashMap<>();

  private volatile @Nullable Instant lastPeerEventAt;

  /** Where the API reads. */
  public EventLog events() {
    return events;
  }

  /** When a peer last came, went or was found; null: never. */
  public @Nullable Instant lastPeerEventAt() {
    return lastPeerEventAt;
  }

  /** Publishes {@code notice} if it is something to watch. */
  public void tell(Instant at, Notice notice) {
    switch (notice) {
      case Notice.PeerDiscovered found ->
          peer(Kind.DISCOVERED, at, "heard of", found.peer(), found.tag(), found.address(), null);
      case Notice.PeerConnected peer -> {
        tags.put(peer.peer(), peer.tag());
        String text = "connected, " + NodeMetrics.label(peer.direction());
        peer(Kind.CONNECTED, at, text, peer.peer(), peer.tag(), peer.address(), null);
      }
      case Notice.PeerDisconnected gone -> {
        peer(Kind.DISCONNECTED, at, gone.reason(), gone.peer(), tag(gone.peer()), null, null);
        tags.remove(gone.peer());
      }
      case Notice.PeerMoved moved ->
          peer(
              Kind.MOVED,
              at,
              "found at a new address",
              moved.peer(),
              tag(moved.peer()),
              moved.to(),
              moved.from());
      case Notice.PortConflict conflict -> conflict(at, conflict);
      case Notice.AddressAdvertised ours ->
          events.publish(
              new NodeEvent(0, Kind.VERDICT, at, ours.reason(), null, "", ours.address(), null));
      case Notice.DialledBack back ->
          events.publish(NodeEvent.of(Kind.VERDICT, at, ReachText.of(back.finding())));
      case Notice.DialBackServed _,
          Notice.HandshakeRefused _,
          Notice.DialStarted _,
          Notice.DialEnded _,
          Notice.StaleAddressDialled _,
          Notice.SeedFailed _,
          Notice.SeedAnswered _,
          Notice.GossipHeard _,
          Notice.RoundTripMeasured _,
          Notice.Banned _,
          Notice.BanEnded _,
          Notice.Misbehaved _ -> {}
    }
  }

  /** Publishes what became of the port mapping. */
  public void tell(MappingEvent event) {
    PeerAddress external =
        event instanceof MappingEvent.PortMapped(PortMapping mapping)
            ? mapping.external().orElse(null)
            : null;
    String text = ReachText.of(event);
    events.publish(new NodeEvent(0, Kind.MAPPING, Instant.now(), text, null, "", external, null));
  }

  /** Publishes that the verdict on who reaches us has changed. */
  public void tell(Reachability reach) {
    String text = reach.verdict() + (reach.advice().isEmpty() ? "" : ": " + reach.advice());
    PeerAddress ours = reach.advertised();
    events.publish(new NodeEvent(0, Kind.VERDICT, Instant.now(), text, null, "", ours, null));
  }

  private void conflict(Instant at, Notice.PortConflict conflict) {
    events.publish(
        new NodeEvent(
            0,
            Kind.CONFLICT,
            at,
            conflict.kind().meaning(),
            conflict.peer(),
            conflict.peer() == null ? "" : tag(conflict.peer()),
            conflict.addresses().isEmpty() ? null : conflict.addresses().getFirst(),
            null));
  }

  private String tag(NodeId peer) {
    return tags.getOrDefault(peer, "");
  }

  private void peer(
      Kind kind,
      Instant at,
      String text,
      NodeId id,
      String tag,
      @Nullable PeerAddress address,
      @Nullable PeerAddress before) {
    lastPeerEventAt = at;
    events.publish(new NodeEvent(0, kind, at, text, id, tag, address, before));
  }
}
