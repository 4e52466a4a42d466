package network.vision.api;

import java.util.Locale;

/**
 * How well connected a node is, by the number of its connected peers ({@code docs/PROTOCOL.md §9}).
 */
public enum P2pHealth {
  ISOLATED,
  WEAK,
  OK,
  STABLE,
  IMMORTAL;

  /** The health of a node with so many connected peers. */
  public static P2pHealth of(int connectedPeers) {
    if (connectedPeers <= 0) {
      return ISOLATED;
    }
    if (connectedPeers == 1) {
      return WEAK;
    }
    if (connectedPeers < 8) {
      return OK;
    }
    return connectedPeers < 32 ? STABLE : IMMORTAL;
  }

  /** The name on the wire. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
