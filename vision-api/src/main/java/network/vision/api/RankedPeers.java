package network.vision.api;

import java.util.List;

/**
 * Every known peer in one order, with the totals of all: sorted and counted once, for every page
 * and filter that is asked for.
 *
 * <p>Immutable.
 *
 * @param rows all, in the order
 * @param unplaced connected peers that have no row; they are hot
 * @param connected of the rows
 * @param hot of the rows
 * @param warm of the rows
 */
record RankedPeers(List<PeerRow> rows, int unplaced, int connected, int hot, int warm) {

  /** {@code known} in the order that {@code filter} asks for. */
  static RankedPeers of(KnownPeers known, PeerFilter filter) {
    List<PeerRow> rows = known.rows().stream().sorted(filter.comparator()).toList();
    return new RankedPeers(
        rows,
        known.unplaced(),
        (int) rows.stream().filter(row -> row.state() == PeerState.CONNECTED).count(),
        (int) rows.stream().filter(row -> row.bucket() == PeerBucket.HOT).count(),
        (int) rows.stream().filter(row -> row.bucket() == PeerBucket.WARM).count());
  }

  /** The page of those that {@code filter} lets through; its order is this one. */
  PeerPage page(PeerFilter filter) {
    List<PeerRow> matching = filter.isOpen() ? rows : rows.stream().filter(filter::passes).toList();
    int from = Math.min(filter.offset(), matching.size());
    int to = Math.min(from + filter.limit(), matching.size());
    return new PeerPage(
        matching.subList(from, to),
        rows.size() + unplaced,
        connected + unplaced,
        hot + unplaced,
        warm,
        rows.size() - hot - warm,
        matching.size(),
        filter.offset(),
        filter.limit());
  }
}
