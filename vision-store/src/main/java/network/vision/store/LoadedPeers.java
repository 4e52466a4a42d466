package network.vision.store;

import java.util.List;

/**
 * What a peer file held.
 *
 * <p>Immutable.
 *
 * @param peers in the order in which they were last written
 * @param report what was found besides
 */
public record LoadedPeers(List<StoredPeer> peers, LoadReport report) {

  public LoadedPeers {
    peers = List.copyOf(peers);
  }
}
