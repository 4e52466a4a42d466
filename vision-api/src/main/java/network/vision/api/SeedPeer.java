package network.vision.api;

import network.vision.protocol.PeerAddress;

/**
 * A peer we recommend to a newcomer: an entry of {@code GET /p2p/seed_peers}.
 *
 * @param address where we reached it
 * @param isAnchor whether it can be reached by everybody and we have known it for long
 */
public record SeedPeer(PeerAddress address, boolean isAnchor) {

  /** Most entries of an answer ({@code docs/PROTOCOL.md §9}). */
  public static final int MAX_ENTRIES = 64;
}
