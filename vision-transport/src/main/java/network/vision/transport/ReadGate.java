package network.vision.transport;

import io.netty.channel.Channel;
import java.util.concurrent.TimeUnit;

/**
 * Whether one connection is read: only while no cause holds it. Holding one never holds another.
 *
 * <p>Owner: the connection's event loop.
 */
@SuppressWarnings("FutureReturnValueIgnored") // the end of the channel tells
final class ReadGate {

  /** What can hold the reading. */
  enum Cause {
    /** The peer sends more before its handshake is answered. */
    EARLY(1),
    /** The listener's mailbox is full. */
    MAILBOX(2),
    /** The peer sends faster than its share. */
    FLOOD(4),
    /** The node is over its cap on bytes. */
    BANDWIDTH(8),
    /** The HTTP server has not taken what it was given. */
    RELAY(16);

    private final int bit;

    Cause(int bit) {
      this.bit = bit;
    }
  }

  private final Channel channel;
  private int held;

  ReadGate(Channel channel) {
    this.channel = channel;
  }

  boolean isOpen() {
    return held == 0;
  }

  /** Stops the reading until the same cause is released. */
  void hold(Cause cause) {
    held |= cause.bit;
    channel.config().setAutoRead(false);
  }

  /** Stops the reading for a while. */
  void hold(Cause cause, long nanos) {
    if ((held & cause.bit) == 0) {
      hold(cause);
      channel.eventLoop().schedule(() -> release(cause), nanos, TimeUnit.NANOSECONDS);
    }
  }

  /** Goes on, if nothing else holds: first with what was read already, then with the socket. */
  void release(Cause cause) {
    if ((held & cause.bit) == 0) {
      return;
    }
    held &= ~cause.bit;
    goOn();
  }

  /** Drops all causes. */
  void releaseAll() {
    held = 0;
    goOn();
  }

  private void goOn() {
    if (isOpen()) {
      channel.pipeline().fireUserEventTriggered(new Command.GoOn());
    }
    if (isOpen()) {
      channel.config().setAutoRead(true);
    }
  }
}
