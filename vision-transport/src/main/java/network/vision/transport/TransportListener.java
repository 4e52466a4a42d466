package network.vision.transport;

import network.vision.protocol.IpAddress;
import network.vision.protocol.Message;
import network.vision.protocol.Refusal;

/**
 * Where the transport reports; supplied by the node.
 *
 * <p>Called on {@code vision-net} threads, for one connection always on the same one and in order;
 * must return at once. The two methods that return a boolean are for a bounded mailbox: {@code
 * false} means <em>not taken</em>. The transport keeps that one thing, stops reading that
 * connection, and offers it again after {@link Transport#resumeReading}; so whoever answered {@code
 * false} calls that when there is room. What the other methods report must be taken.
 */
public interface TransportListener {

  /**
   * A peer has introduced itself. An inbound one waits for {@link Transport#accept} or {@link
   * Transport#close} until the handshake deadline; on an outbound one messages may be sent at once.
   *
   * @return false if it is not taken and must be offered again
   */
  boolean handshakeArrived(HandshakeArrival arrival);

  /** A dial has failed. Each dial ends in exactly one of this and {@link #handshakeArrived}. */
  void dialFailed(ConnectionId connection, DialFailure failure);

  /**
   * A message has arrived.
   *
   * @param bytes of its frame, the length included
   * @return false if it is not taken and must be offered again
   */
  boolean messageArrived(ConnectionId connection, Message message, int bytes);

  /** A message that is JSON but not as its name demands; it is skipped and the connection stays. */
  void messageRefused(ConnectionId connection, Refusal refusal);

  /**
   * A frame too large to be read is being skipped as it streams in.
   *
   * @param name of the message as its first bytes have it, at most 64 letters, digits and
   *     underscores; or "?"
   * @param bytes of the frame, the length included
   */
  void messageSkipped(ConnectionId connection, String name, long bytes);

  /**
   * A connection has ended; exactly once for each whose handshake arrived.
   *
   * @param bytesIn from the peer, the handshake included
   * @param bytesOut to the peer, the handshake included
   */
  void closed(ConnectionId connection, CloseReason reason, long bytesIn, long bytesOut);

  /** An accepted socket has ended before its handshake had arrived. */
  void inboundRefused(IpAddress remote, InboundRefusal refusal);

  /** Something is wrong with the transport itself, or is right again. */
  void trouble(Trouble trouble);
}
