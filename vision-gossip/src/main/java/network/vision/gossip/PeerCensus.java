package network.vision.gossip;

import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;
import network.vision.gossip.GossipView.State;
import network.vision.gossip.GossipView.Temperature;
import network.vision.protocol.HandshakeVersion;
import org.jspecify.annotations.Nullable;

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

  public PeerCensus {
    peers = Map.copyOf(peers);
    sessions = Map.copyOf(sessions);
    addresses = Map.copyOf(addresses);
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

  /** Counts one by one, and makes no object for each: a full book has fifty thousand peers. */
  static final class Tally {

    private static final int DEFAULT_PORT = HandshakeVersion.V4.defaultPort();

    private static final class Count {
      private int value;
    }

    private final Map<State, Map<Temperature, Count>> peers = new EnumMap<>(State.class);
    private final Map<Provenance, Count> addresses = new EnumMap<>(Provenance.class);
    private int onOtherPorts;

    /** Counts a peer; {@code best} is its first address. */
    void add(State state, Temperature temperature, BookPeer peer, @Nullable BookAddress best) {
      peers
          .computeIfAbsent(state, _ -> new EnumMap<>(Temperature.class))
          .computeIfAbsent(temperature, _ -> new Count())
          .value++;
      for (BookAddress address : peer.addresses) {
        addresses.computeIfAbsent(address.provenance, _ -> new Count()).value++;
      }
      if (best != null && best.address.port() != DEFAULT_PORT) {
        onOtherPorts++;
      }
    }

    /** What was counted, and the sessions. */
    PeerCensus census(Sessions sessions) {
      Map<State, Map<Temperature, Integer>> byState = new EnumMap<>(State.class);
      peers.forEach((state, counts) -> byState.put(state, values(counts)));
      return new PeerCensus(
          byState,
          Map.of(Direction.INBOUND, sessions.inbound(), Direction.OUTBOUND, sessions.outbound()),
          values(addresses),
          onOtherPorts);
    }

    private static <K> Map<K, Integer> values(Map<K, Count> counts) {
      return counts.entrySet().stream()
          .collect(
              Collectors.toUnmodifiableMap(Map.Entry::getKey, entry -> entry.getValue().value));
    }
  }
}
