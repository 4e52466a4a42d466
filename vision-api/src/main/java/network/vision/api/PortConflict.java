package network.vision.api;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import network.vision.protocol.NodeId;
import network.vision.protocol.PeerAddress;

/**
 * Claims about addresses that contradict each other: an entry of {@code GET /p2p/conflicts}.
 *
 * @param kind which contradiction
 * @param firstSeen when it began
 * @param lastSeen when it was last confirmed
 * @param nodeIds who is concerned
 * @param addresses what is claimed
 * @param meaning what it may be and what to do, in a sentence
 */
public record PortConflict(
    Kind kind,
    Instant firstSeen,
    Instant lastSeen,
    List<NodeId> nodeIds,
    List<PeerAddress> addresses,
    String meaning) {

  /** Which claims contradict each other. */
  public enum Kind {
    /** Several ports are claimed for one IP. */
    SEVERAL_PORTS,
    /** One node id is claimed at several live addresses. */
    SEVERAL_ADDRESSES,
    /** A peer says another port than others say of it. */
    HANDSHAKE_DISAGREES;

    /** The name on the wire. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public PortConflict {
    nodeIds = List.copyOf(nodeIds);
    addresses = List.copyOf(addresses);
  }
}
