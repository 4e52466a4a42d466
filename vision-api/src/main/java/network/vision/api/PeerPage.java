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

  /** A page of those that {@code filter} lets through; who has no row is counted, and is hot. */
  static PeerPage of(KnownPeers known, PeerFilter filter) {
    List<PeerRow> all = known.rows();
    List<PeerRow> matching = filter.select(all);
    int from = Math.min(filter.offset(), matching.size());
    int connected = (int) all.stream().filter(row -> row.state() == PeerState.CONNECTED).count();
    int to = Math.min(from + filter.limit(), matching.size());
    return new PeerPage(
        matching.subList(from, to),
        all.size() + known.unplaced(),
        connected + known.unplaced(),
        count(all, PeerBucket.HOT) + known.unplaced(),
        count(all, PeerBucket.WARM),
        count(all, PeerBucket.COLD),
        matching.size(),
        filter.offset(),
        filter.limit());
  }

  private static int count(List<PeerRow> rows, PeerBucket bucket) {
    return (int) rows.stream().filter(row -> row.bucket() == bucket).count();
  }
}
