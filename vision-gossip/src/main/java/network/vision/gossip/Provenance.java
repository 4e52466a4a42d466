package network.vision.gossip;

import java.util.Locale;
import java.util.Optional;

/** Where an address of a peer came from. */
public enum Provenance {
  /** The peer said it in a handshake, with the IP we saw, or in its signed record. */
  HANDSHAKE,
  /** Somebody else said it. */
  GOSSIP,
  /** A seed of the profile, the operator or a beacon. */
  SEED,
  /** Nobody said a port: the network's default one was assumed. */
  DEFAULT,
  /** The operator said it. */
  OPERATOR,
  /** Our router gave it to us; only for addresses of our own. */
  MAPPING;

  /** The name as API, store and metrics carry it. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The provenance of a label; empty for any other text. */
  public static Optional<Provenance> of(String label) {
    for (Provenance provenance : values()) {
      if (provenance.label().equals(label)) {
        return Optional.of(provenance);
      }
    }
    return Optional.empty();
  }
}
