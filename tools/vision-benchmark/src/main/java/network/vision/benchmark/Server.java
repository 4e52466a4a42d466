package network.vision.benchmark;

/**
 * What is measured: it listens on loopback, answers a handshake with a handshake and a ping with a
 * pong.
 */
interface Server extends AutoCloseable {

  int port();

  @Override
  void close();
}
