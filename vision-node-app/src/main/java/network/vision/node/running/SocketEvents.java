package network.vision.node.running;

import java.util.function.Consumer;
import network.vision.gossip.ConnectionId;
import network.vision.gossip.DialFailure;
import network.vision.gossip.Direction;
import network.vision.gossip.Event;
import network.vision.node.outlet.NodeMetrics;
import network.vision.node.outlet.OperatorLog;
import network.vision.protocol.IpAddress;
import network.vision.protocol.Message;
import network.vision.protocol.Refusal;
import network.vision.transport.CloseReason;
import network.vision.transport.HandshakeArrival;
import network.vision.transport.InboundRefusal;
import network.vision.transport.TransportListener;
import network.vision.transport.Trouble;

/**
 * Turns what the sockets report into events of the core. What a peer sends is offered; what ends a
 * dial or a connection is delivered.
 *
 * <p>Called on {@code vision-net} threads.
 */
final class SocketEvents implements TransportListener {

  private final Mailbox mailbox;
  private final NodeMetrics metrics;
  private final OperatorLog log;
  private final Consumer<Throwable> onFault;

  SocketEvents(Mailbox mailbox, NodeMetrics metrics, OperatorLog log, Consumer<Throwable> onFault) {
    this.mailbox = mailbox;
    this.metrics = metrics;
    this.log = log;
    this.onFault = onFault;
  }

  @Override
  public boolean handshakeArrived(HandshakeArrival arrival) {
    Direction direction = direction(arrival.direction());
    boolean isTaken =
        mailbox.offer(
            new Event.HandshakeArrived(
                id(arrival.connection()),
                direction,
                arrival.remote(),
                arrival.version(),
                arrival.handshake()));
    if (isTaken) {
      metrics.adapters().handshakeTook(direction, arrival.took());
    }
    return isTaken;
  }

  @Override
  public void dialFailed(
      network.vision.transport.ConnectionId connection,
      network.vision.transport.DialFailure failure) {
    mailbox.deliver(new Event.DialFailed(id(connection), failure(failure.kind())));
  }

  @Override
  public boolean messageArrived(
      network.vision.transport.ConnectionId connection, Message message, int bytes) {
    if (!mailbox.offer(new Event.MessageArrived(id(connection), message))) {
      return false;
    }
    metrics.messages().received(message);
    return true;
  }

  @Override
  public void messageRefused(network.vision.transport.ConnectionId connection, Refusal refusal) {
    metrics.messages().refused(refusal);
    mailbox.deliver(new Event.MessageRefused(id(connection), refusal));
  }

  @Override
  public void messageSkipped(
      network.vision.transport.ConnectionId connection, String name, long bytes) {
    metrics.messages().skipped();
  }

  @Override
  public void closed(
      network.vision.transport.ConnectionId connection,
      CloseReason reason,
      long bytesIn,
      long bytesOut) {
    mailbox.deliver(new Event.ConnectionClosed(id(connection), reason.label()));
  }

  @Override
  public void inboundRefused(IpAddress remote, InboundRefusal refusal) {
    log.inboundRefused(remote, refusal);
  }

  @Override
  public void trouble(Trouble trouble) {
    log.tell(trouble);
    metrics.adapters().count(trouble);
    if (trouble instanceof Trouble.Fault(Throwable cause)) {
      onFault.accept(cause);
    }
  }

  private static ConnectionId id(network.vision.transport.ConnectionId connection) {
    return new ConnectionId(connection.value());
  }

  private static Direction direction(network.vision.transport.Direction direction) {
    return switch (direction) {
      case INBOUND -> Direction.INBOUND;
      case OUTBOUND -> Direction.OUTBOUND;
    };
  }

  private static DialFailure failure(network.vision.transport.DialFailure.Kind kind) {
    return switch (kind) {
      case REFUSED -> DialFailure.REFUSED;
      case TIMEOUT -> DialFailure.TIMEOUT;
      case UNREACHABLE -> DialFailure.UNREACHABLE;
      case CLOSED_UNANSWERED -> DialFailure.CLOSED_UNANSWERED;
      case CUT_OFF, BAD_HANDSHAKE -> DialFailure.PROTOCOL;
      case SPOKE_HTTP -> DialFailure.SPOKE_HTTP;
      case NOT_ALLOWED -> DialFailure.NOT_ALLOWED;
      case NO_DESCRIPTORS, PROXY, CANCELLED, FAULT -> DialFailure.LOCAL;
    };
  }
}
