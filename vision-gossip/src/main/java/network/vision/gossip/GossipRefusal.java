package network.vision.gossip;

import java.util.Locale;

/** Why an entry of a gossip message did not reach the book. */
public enum GossipRefusal {
  /** Malformed; see the codec's refusals. */
  MALFORMED,
  /** Private or reserved, and not allowed. */
  NOT_PUBLIC,
  /** Ourselves. */
  SELF,
  /** More than the speaker may change at once. */
  RATE,
  /** A record whose signature is wrong. */
  BAD_RECORD,
  /** No room in the bucket it belongs to. */
  NO_ROOM;

  /** The name as metrics carry it. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
