package network.vision.store;

import java.util.List;

/**
 * What a peer file held.
 *
 * <p>Immutable.
 *
 * @param peers in the order in which they were last written
 * @param bans in the order in which they were last written; some may be over
 * @param report what was found besides
 */
public record LoadedPeers(List<StoredPeer> peers, List<StoredBan> bans, LoadReport report) {

  public LoadedPeers {
    peers = List.copyOf(peers);
    bans = List.copyOf(bans);
  }
}
