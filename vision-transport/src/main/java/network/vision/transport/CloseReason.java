package network.vision.transport;

import java.util.Locale;
import network.vision.protocol.Message;

/**
 * Why a connection ended whose handshake had arrived. The set is closed, so it can label a metric.
 */
public enum CloseReason {
  /** {@link Transport#close(ConnectionId, Message)} was called. */
  REQUESTED,
  /** The peer closed. */
  CLOSED_BY_PEER,
  /** The peer reset the connection, or the network lost it. */
  RESET,
  /** Nobody answered the peer's handshake in time. */
  UNANSWERED,
  /** No whole message for the idle deadline. */
  IDLE,
  /** The peer does not read: what waits for it has reached the bound. */
  NOT_READING,
  /** A frame of zero bytes. */
  EMPTY_FRAME,
  /** A frame beyond what is even skipped. */
  FRAME_TOO_LARGE,
  /** More bytes of skipped frames than the budget of a connection. */
  SKIPPED_TOO_MUCH,
  /** A frame that is not JSON, or no message by its shape. */
  GARBAGE,
  /** The transport was closed. */
  SHUTDOWN,
  /** A fault of ours, reported as {@link Trouble.Fault}. */
  FAULT;

  /** The name as a metric label carries it. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
