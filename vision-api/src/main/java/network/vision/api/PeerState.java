package network.vision.api;

/**
 * Where a peer stands between heard of and connected, by its name in {@code docs/PROTOCOL.md §9}.
 */
public enum PeerState {
  CONNECTED("Connected"),
  CONNECTING("Connecting"),
  DISCONNECTED("Disconnected"),
  FAILED("Failed"),
  KNOWN_ONLY("KnownOnly");

  private final String wireName;

  PeerState(String wireName) {
    this.wireName = wireName;
  }

  /** The name on the wire. */
  @Override
  public String toString() {
    return wireName;
  }
}
