package network.vision.transport;

/**
 * The name of one connection, from dialling or accepting to its end; never used twice.
 *
 * <p>Who dials chooses an even number, the transport gives an accepted connection an odd one, so
 * the two never meet.
 *
 * @param value not negative
 */
public record ConnectionId(long value) {

  /**
   * @throws IllegalArgumentException if {@code value} is negative
   */
  public ConnectionId {
    if (value < 0) {
      throw new IllegalArgumentException("a connection id is not negative: " + value);
    }
  }

  /** Who opened the connection. */
  public Direction direction() {
    return value % 2 == 0 ? Direction.OUTBOUND : Direction.INBOUND;
  }

  @Override
  public String toString() {
    return "#" + value;
  }
}
