package network.vision.benchmark;

import java.time.Duration;
import java.util.List;
import network.vision.protocol.HandshakeVersion;
import network.vision.protocol.HostAndPort;
import network.vision.protocol.IpAddress;
import network.vision.protocol.Message;
import network.vision.protocol.Refusal;
import network.vision.transport.CloseReason;
import network.vision.transport.ConnectionId;
import network.vision.transport.DialFailure;
import network.vision.transport.HandshakeArrival;
import network.vision.transport.InboundRefusal;
import network.vision.transport.ListenException;
import network.vision.transport.Transport;
import network.vision.transport.TransportConfig;
import network.vision.transport.TransportListener;
import network.vision.transport.Trouble;

/** The transport, with caps that do not bind. */
final class Ours implements Server, TransportListener {

  private static final TransportConfig CONFIG =
      TransportConfig.of(List.of(new HostAndPort("127.0.0.1", 0)), List.of())
          .withThreads(1)
          .with(new TransportConfig.Caps(10_000, 10_000, 10_000, 0))
          .with(
              new TransportConfig.Flow(
                  16 * 1024 * 1024,
                  0,
                  Duration.ofMinutes(1),
                  Integer.MAX_VALUE,
                  Integer.MAX_VALUE,
                  0));

  private final Transport transport;

  Ours() {
    try {
      transport = Transport.start(CONFIG, this);
    } catch (ListenException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public int port() {
    return transport.listening().getFirst().port();
  }

  @Override
  public void close() {
    transport.close();
  }

  @Override
  public boolean handshakeArrived(HandshakeArrival arrival) {
    transport.accept(arrival.connection(), HandshakeVersion.V4, Talk.HANDSHAKE);
    return true;
  }

  @Override
  public boolean messageArrived(ConnectionId connection, Message message, int bytes) {
    if (message instanceof Message.Ping(long timestamp)) {
      transport.send(connection, new Message.Pong(timestamp));
    }
    return true;
  }

  @Override
  public void dialFailed(ConnectionId connection, DialFailure failure) {}

  @Override
  public void messageRefused(ConnectionId connection, Refusal refusal) {}

  @Override
  public void messageSkipped(ConnectionId connection, String name, long bytes) {}

  @Override
  public void closed(ConnectionId connection, CloseReason reason, long bytesIn, long bytesOut) {}

  @Override
  public void inboundRefused(IpAddress remote, InboundRefusal refusal) {}

  @Override
  public void trouble(Trouble trouble) {
    throw new IllegalStateException(trouble.toString());
  }
}
