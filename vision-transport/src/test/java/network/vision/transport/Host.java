package network.vision.transport;

import network.vision.protocol.PeerAddress;

/** A listening transport whose listener answers every handshake at once, as BOB. */
class Host extends Recorder implements AutoCloseable {

  private final Transport transport;

  Host(TransportConfig config) {
    try {
      transport = Transport.start(config, this);
    } catch (ListenException e) {
      throw new AssertionError(e);
    }
  }

  Transport transport() {
    return transport;
  }

  PeerAddress address() {
    return transport.listening().getFirst();
  }

  @Override
  public boolean handshakeArrived(HandshakeArrival arrival) {
    if (!super.handshakeArrived(arrival)) {
      return false;
    }
    transport.accept(arrival.connection(), arrival.version(), Peers.bob(arrival.version()));
    return true;
  }

  @Override
  public void close() {
    transport.close();
  }
}
