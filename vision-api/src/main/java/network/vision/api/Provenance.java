package network.vision.api;

import java.util.Locale;

/** Where we have an address, and its port, from. */
public enum Provenance {
  HANDSHAKE,
  GOSSIP,
  SEED,
  DEFAULT,
  OPERATOR,
  MAPPING;

  /** The name on the wire. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
