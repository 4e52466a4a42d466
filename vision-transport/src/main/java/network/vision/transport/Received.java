package network.vision.transport;

import network.vision.protocol.Message;
import network.vision.protocol.Refusal;

/** What one frame turned out to be. */
sealed interface Received {

  /**
   * A message.
   *
   * @param bytes of the frame
   */
  record Read(Message message, int bytes) implements Received {}

  /**
   * JSON, but not what its name demands.
   *
   * @param bytes of the frame
   */
  record Refused(Refusal refusal, int bytes) implements Received {}

  /**
   * A frame that is being skipped.
   *
   * @param bytes of the frame
   */
  record Skipped(String name, long bytes) implements Received {}

  /** The end: what follows cannot be trusted. */
  record Broken(CloseReason reason) implements Received {}
}
