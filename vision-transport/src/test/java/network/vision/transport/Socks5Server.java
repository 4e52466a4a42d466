package network.vision.transport;

import java.io.Closeable;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import network.vision.protocol.IpAddress;
import network.vision.protocol.PeerAddress;

/**
 * A SOCKS5 proxy on loopback (RFC 1928): CONNECT without authentication, to IPs of this machine. It
 * remembers what it was asked for, and may answer every request with one reply instead.
 */
final class Socks5Server implements Closeable {

  static final int SUCCEEDED = 0;
  static final int REFUSED = 5;

  private final ServerSocket listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final int reply;

  private Socks5Server(int reply) throws IOException {
    this.reply = reply;
    Thread.ofVirtual().start(this::accept);
  }

  /** One that connects. */
  static Socks5Server working() throws IOException {
    return new Socks5Server(SUCCEEDED);
  }

  /** One that answers every request with {@code reply}, RFC 1928 §6. */
  static Socks5Server answering(int reply) throws IOException {
    return new Socks5Server(reply);
  }

  PeerAddress address() {
    return new PeerAddress(IpAddress.of(listening.getInetAddress()), listening.getLocalPort());
  }

  /** The places it was asked for, as {@code HOST:PORT}. */
  List<String> asked() {
    return List.copyOf(asked);
  }

  @Override
  public void close() throws IOException {
    listening.close();
  }

  private void accept() {
    while (!listening.isClosed()) {
      try {
        Socket client = listening.accept();
        Thread.ofVirtual().start(() -> serve(client));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void serve(Socket client) {
    try (client) {
      DataInputStream in = new DataInputStream(client.getInputStream());
      in.readByte();
      in.readNBytes(in.readUnsignedByte());
      client.getOutputStream().write(new byte[] {5, 0});
      in.readNBytes(3);
      String host = host(in);
      int port = in.readUnsignedShort();
      asked.add(host + ":" + port);
      try (Socket peer = connect(host, port)) {
        int said = reply == SUCCEEDED && !peer.isConnected() ? REFUSED : reply;
        client.getOutputStream().write(new byte[] {5, (byte) said, 0, 1, 0, 0, 0, 0, 0, 0});
        if (said == SUCCEEDED) {
          Thread back = Thread.ofVirtual().start(() -> copy(peer, client));
          copy(client, peer);
          back.join();
        }
      }
    } catch (IOException e) {
      // One of the two has gone.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Socket connect(String host, int port) {
    Socket socket = new Socket();
    try {
      if (reply == SUCCEEDED) {
        socket.connect(new InetSocketAddress(host, port));
      }
    } catch (IOException e) {
      // Said in the reply.
    }
    return socket;
  }

  private static String host(DataInputStream in) throws IOException {
    return switch (in.readUnsignedByte()) {
      case 1 -> InetAddress.getByAddress(in.readNBytes(4)).getHostAddress();
      case 3 -> new String(in.readNBytes(in.readUnsignedByte()), StandardCharsets.US_ASCII);
      default -> InetAddress.getByAddress(in.readNBytes(16)).getHostAddress();
    };
  }

  private static void copy(Socket from, Socket to) {
    try (to) {
      from.getInputStream().transferTo(to.getOutputStream());
    } catch (IOException e) {
      // The other direction sees it too.
    }
  }
}
