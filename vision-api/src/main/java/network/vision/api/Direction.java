package network.vision.api;

import java.util.Locale;

/** Who dialled. */
public enum Direction {
  INBOUND,
  OUTBOUND;

  /** The name on the wire. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
