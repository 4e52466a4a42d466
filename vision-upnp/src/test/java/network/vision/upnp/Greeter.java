package network.vision.upnp;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** What listens behind the router: says a word to whoever gets through, and hangs up. */
final class Greeter implements Closeable {

  private final ServerSocket socket;
  private final byte[] word;

  Greeter(int port, String word) throws IOException {
    this.socket = new ServerSocket(port);
    this.word = word.getBytes(StandardCharsets.US_ASCII);
    Thread.ofVirtual().start(this::greet);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  private void greet() {
    while (!socket.isClosed()) {
      try (Socket guest = socket.accept();
          OutputStream out = guest.getOutputStream()) {
        out.write(word);
      } catch (IOException e) {
        // This one hung up, or the port is closed.
      }
    }
  }
}
