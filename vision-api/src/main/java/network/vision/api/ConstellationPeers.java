package network.vision.api;

import java.util.List;
import network.vision.protocol.PeerAddress;

/**
 * Who is connected: the answer to {@code GET /constellation/peers}.
 *
 * @param active all sessions
 * @param inbound sessions the peer dialled
 * @param outbound sessions we dialled
 * @param peers one each
 */
public record ConstellationPeers(int active, int inbound, int outbound, List<Entry> peers) {

  /**
   * A connected peer.
   *
   * @param vnodeTag its tag
   * @param addr where we would dial it
   * @param direction who dialled
   */
  public record Entry(String vnodeTag, PeerAddress addr, Direction direction) {}

  public ConstellationPeers {
    peers = List.copyOf(peers);
  }

  /** The answer for these sessions, counted. */
  public static ConstellationPeers of(List<Entry> peers) {
    int inbound = (int) peers.stream().filter(p -> p.direction() == Direction.INBOUND).count();
    return new ConstellationPeers(peers.size(), inbound, peers.size() - inbound, peers);
  }
}
