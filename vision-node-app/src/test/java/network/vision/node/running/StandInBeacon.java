package network.vision.node.running;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ServerSocketFactory;
import javax.net.ssl.SSLContext;

/** A beacon that answers each request with the same body. */
final class StandInBeacon implements AutoCloseable {

  private final ServerSocket listener;
  private final String base;
  private final String body;
  private final AtomicInteger asked = new AtomicInteger();

  private StandInBeacon(ServerSocketFactory sockets, String base, String body) throws IOException {
    this.listener = sockets.createServerSocket(0, 8, InetAddress.getLoopbackAddress());
    this.base = base;
    this.body = body;
    Thread.ofVirtual().start(this::serve);
  }

  /** One that speaks plain HTTP. */
  static StandInBeacon plain(String body) throws IOException {
    return new StandInBeacon(ServerSocketFactory.getDefault(), "http://127.0.0.1:", body);
  }

  /** One that speaks HTTPS with the certificate of {@code identity}, called by {@code host}. */
  static StandInBeacon secure(SSLContext identity, String host, String body) throws IOException {
    return new StandInBeacon(identity.getServerSocketFactory(), "https://" + host + ":", body);
  }

  String url() {
    return base + listener.getLocalPort() + "/nodes?active=1";
  }

  /** How many requests came; one that ended while TLS was agreed upon is none. */
  int asked() {
    return asked.get();
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }

  private void serve() {
    while (!listener.isClosed()) {
      try (Socket socket = listener.accept()) {
        if (socket.getInputStream().read(new byte[4096]) > 0) {
          asked.incrementAndGet();
        }
        String head = "HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n";
        socket.getOutputStream().write((head + body).getBytes(StandardCharsets.UTF_8));
      } catch (IOException e) {
        // The node or the test went first.
      }
    }
  }
}
