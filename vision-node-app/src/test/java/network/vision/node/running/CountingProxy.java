package network.vision.node.running;

import java.io.Closeable;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A SOCKS5 proxy (RFC 1928) on loopback that connects to IPv4 addresses and remembers them. */
final class CountingProxy implements Closeable {

  private static final byte[] NO_PASSWORD = {5, 0};
  private static final byte[] SUCCEEDED = {5, 0, 0, 1, 0, 0, 0, 0, 0, 0};

  private final ServerSocket listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final List<String> asked = new CopyOnWriteArrayList<>();

  CountingProxy() throws IOException {
    Thread.ofVirtual().start(this::accept);
  }

  String address() {
    return "127.0.0.1:" + listening.getLocalPort();
  }

  /** The places it was asked for. */
  List<String> asked() {
    return List.copyOf(asked);
  }

  @Override
  public void close() throws IOException {
    listening.close();
  }

  private void accept() {
    try {
      while (true) {
        Socket client = listening.accept();
        Thread.ofVirtual().start(() -> serve(client));
      }
    } catch (IOException e) {
      // Closed: the test is over.
    }
  }

  private void serve(Socket client) {
    try (client) {
      DataInputStream in = new DataInputStream(client.getInputStream());
      in.readByte();
      in.readNBytes(in.readUnsignedByte());
      client.getOutputStream().write(NO_PASSWORD);
      in.readNBytes(4);
      InetAddress ip = InetAddress.getByAddress(in.readNBytes(4));
      int port = in.readUnsignedShort();
      asked.add(ip.getHostAddress() + ":" + port);
      try (Socket peer = new Socket(ip, port)) {
        client.getOutputStream().write(SUCCEEDED);
        Thread.ofVirtual().start(() -> copy(peer, client));
        copy(client, peer);
      }
    } catch (IOException e) {
      // One of the two has gone.
    }
  }

  private static void copy(Socket from, Socket to) {
    try (to) {
      from.getInputStream().transferTo(to.getOutputStream());
    } catch (IOException e) {
      // The other direction sees it too.
    }
  }
}
