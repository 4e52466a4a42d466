package network.vision.protocol;

import java.util.Optional;

/** How a handshake's payload is written. */
public enum HandshakeVersion {
  /** bincode: the deployed nodes. */
  V3(3, 7072),
  /** JSON: ours. */
  V4(4, 7070);

  private final int wireByte;
  private final int defaultPort;

  HandshakeVersion(int wireByte, int defaultPort) {
    this.wireByte = wireByte;
    this.defaultPort = defaultPort;
  }

  /** The version of the frame's version byte; empty for one that nobody speaks. */
  public static Optional<HandshakeVersion> of(int wireByte) {
    return switch (wireByte) {
      case 3 -> Optional.of(V3);
      case 4 -> Optional.of(V4);
      default -> Optional.empty();
    };
  }

  /** The byte after the magic. */
  public int wireByte() {
    return wireByte;
  }

  /** Where a peer of this version listens that does not say its port. */
  public int defaultPort() {
    return defaultPort;
  }
}
