package network.vision.transport;

import network.vision.protocol.Message;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of a connection; travels its pipeline as a user event, so in order with everything
 * else.
 */
sealed interface Command {

  /**
   * Answer the peer's handshake with this frame, which is encoded already and not changed by
   * anyone.
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Accept(byte[] frame) implements Command {}

  /** End it, after a last message if there is one. */
  record Close(@Nullable Message farewell) implements Command {}

  /** Offer the listener again what it did not take. */
  record Resume() implements Command {}

  /** Go on with bytes that were read before the reading was held. */
  record GoOn() implements Command {}

  /** Give way to another unfinished handshake. */
  record Evict() implements Command {}

  /** End it because the transport ends. */
  record ShutDown() implements Command {}
}
