package network.vision.transport;

/** Who opened a connection. */
public enum Direction {
  /** The other side dialled us. */
  INBOUND,
  /** We dialled. */
  OUTBOUND
}
