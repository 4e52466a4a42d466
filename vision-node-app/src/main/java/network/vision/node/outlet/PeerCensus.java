package network.vision.node.outlet;

import java.util.EnumMap;
import java.util.Map;
import network.vision.gossip.Direction;
import network.vision.gossip.GossipView;
import network.vision.gossip.GossipView.PeerRow;
import network.vision.gossip.GossipView.State;
import network.vision.gossip.GossipView.Temperature;
import network.vision.gossip.KnownAddress;
import network.vision.gossip.Provenance;
import network.vision.protocol.HandshakeVersion;

/**
 * How many peers there are of each kind, at one moment.
 *
 * <p>Immutable.
 *
 * @param peers by state and temperature
 * @param sessions by direction
 * @param addresses by provenance
 * @param onOtherPorts peers whose first address is not at the network's default port
 */
public record PeerCensus(
    Map<State, Map<Temperature, Integer>> peers,
    Map<Direction, Integer> sessions,
    Map<Provenance, Integer> addresses,
    int onOtherPorts) {

  /** Nobody. */
  public static final PeerCensus EMPTY = new PeerCensus(Map.of(), Map.of(), Map.of(), 0);

  private static final int DEFAULT_PORT = HandshakeVersion.V4.defaultPort();

  public PeerCensus {
    peers = Map.copyOf(peers);
    sessions = Map.copyOf(sessions);
    addresses = Map.copyOf(addresses);
  }

  /** Counts everybody in {@code view}. */
  public static PeerCensus of(GossipView view) {
    Map<State, Map<Temperature, Integer>> peers = new EnumMap<>(State.class);
    Map<Direction, Integer> sessions = new EnumMap<>(Direction.class);
    Map<Provenance, Integer> addresses = new EnumMap<>(Provenance.class);
    int onOtherPorts = 0;
    for (PeerRow row : view.peers()) {
      peers
          .computeIfAbsent(row.state(), _ -> new EnumMap<>(Temperature.class))
          .merge(row.temperature(), 1, Integer::sum);
      if (row.session() != null) {
        sessions.merge(row.session().direction(), 1, Integer::sum);
      }
      for (KnownAddress address : row.peer().addresses()) {
        addresses.merge(address.provenance(), 1, Integer::sum);
      }
      if (isOnOtherPort(row)) {
        onOtherPorts++;
      }
    }
    return new PeerCensus(peers, sessions, addresses, onOtherPorts);
  }

  /** All peers. */
  public int total() {
    return peers.values().stream()
        .flatMap(byTemperature -> byTemperature.values().stream())
        .mapToInt(Integer::intValue)
        .sum();
  }

  /** Peers of one kind. */
  public int count(State state, Temperature temperature) {
    return peers.getOrDefault(state, Map.of()).getOrDefault(temperature, 0);
  }

  private static boolean isOnOtherPort(PeerRow row) {
    return !row.peer().addresses().isEmpty()
        && row.peer().addresses().getFirst().address().port() != DEFAULT_PORT;
  }
}
