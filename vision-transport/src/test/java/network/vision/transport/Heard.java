package network.vision.transport;

import network.vision.protocol.IpAddress;
import network.vision.protocol.Message;
import network.vision.protocol.Refusal;

/** One call of the listener. */
sealed interface Heard {

  record Introduced(HandshakeArrival arrival) implements Heard {}

  record DialFailed(ConnectionId connection, DialFailure failure) implements Heard {}

  record Got(ConnectionId connection, Message message, int bytes) implements Heard {}

  record MessageRefused(ConnectionId connection, Refusal refusal) implements Heard {}

  record Skipped(ConnectionId connection, String name, long bytes) implements Heard {}

  record Closed(ConnectionId connection, CloseReason reason, long bytesIn, long bytesOut)
      implements Heard {}

  record InboundRefused(IpAddress remote, InboundRefusal refusal) implements Heard {}

  record Troubled(Trouble trouble) implements Heard {}
}
