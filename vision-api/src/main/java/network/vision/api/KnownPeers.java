package network.vision.api;

import java.util.List;

/**
 * Every peer that the node knows.
 *
 * @param rows those that have an address
 * @param unplaced how many more are connected and have none: they said no port, or none that can be
 *     dialled
 */
public record KnownPeers(List<PeerRow> rows, int unplaced) {
  public KnownPeers {
    rows = List.copyOf(rows);
  }
}
