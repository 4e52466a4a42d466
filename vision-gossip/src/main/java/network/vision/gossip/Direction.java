package network.vision.gossip;

/** Who opened a connection. */
public enum Direction {
  /** The peer did. */
  INBOUND,
  /** We did. */
  OUTBOUND
}
