package network.vision.api;

import java.util.List;

/**
 * The answer to {@code GET /p2p/peers}: some peers, and totals of all.
 *
 * @param peers the page
 * @param totalPeers all peers known
 * @param connectedPeers of all
 * @param hotPeers of all
 * @param warmPeers of all
 * @param coldPeers of all
 * @param matchingPeers how many the filter lets through
 * @param offset how many of those come before this page
 * @param limit the most a page holds
 */
public record PeerPage(
    List<PeerRow> peers,
    int totalPeers,
    int connectedPeers,
    int hotPeers,
    int warmPeers,
    int coldPeers,
    int matchingPeers,
    int offset,
    int limit) {

  public PeerPage {
    peers = List.copyOf(peers);
  }
}
