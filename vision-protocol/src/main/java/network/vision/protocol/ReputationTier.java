package network.vision.protocol;

import java.util.Locale;

/** How a node stands with us, best first, as gossip names it. */
public enum ReputationTier {
  ELITE,
  EXCELLENT,
  GOOD,
  FAIR,
  PROBATION;

  /** The name on the wire. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
