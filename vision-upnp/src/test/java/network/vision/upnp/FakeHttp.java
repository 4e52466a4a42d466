package network.vision.upnp;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A web server on loopback as bad as a test wants it: whoever answers writes the raw bytes. */
public final class FakeHttp implements AutoCloseable {

  /** Answers a request. */
  @FunctionalInterface
  public interface Answerer {
    /** Writes the whole answer, header and all. */
    void answer(Request request, OutputStream out) throws IOException;
  }

  /** A request as it came in. */
  public record Request(String path, String headers, String body) {}

  private final ServerSocket server;
  private final Answerer answerer;
  private final List<Request> requests = new CopyOnWriteArrayList<>();
  private final AtomicInteger hungUpOn = new AtomicInteger();

  public FakeHttp(Answerer answerer) throws IOException {
    this.answerer = answerer;
    this.server = new ServerSocket(0, 50, InetAddress.ofLiteral("127.0.0.1"));
    Thread.ofVirtual().start(this::accept);
  }

  public URI url(String path) {
    return URI.create("http://127.0.0.1:" + server.getLocalPort() + path);
  }

  public List<Request> requests() {
    return List.copyOf(requests);
  }

  /** How many answers could not be written to their end. */
  public int hungUpOn() {
    return hungUpOn.get();
  }

  /** An answer with {@code body}. */
  public static byte[] answer(String status, String body) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    String header =
        "HTTP/1.1 %s\r\nContent-Type: text/xml\r\nContent-Length: %d\r\nConnection: close\r\n\r\n"
            .formatted(status, bytes.length);
    return (header + body).getBytes(StandardCharsets.UTF_8);
  }

  /** Writes {@code bytes} and one space after another, for as long as somebody listens. */
  public static Answerer dripping(String bytes) {
    return (request, out) -> {
      out.write(bytes.getBytes(StandardCharsets.US_ASCII));
      CountDownLatch never = new CountDownLatch(1);
      try {
        while (!never.await(20, TimeUnit.MILLISECONDS)) {
          out.write(' ');
          out.flush();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    };
  }

  @Override
  public void close() throws IOException {
    server.close();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        Thread.ofVirtual().start(() -> serve(socket));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      Request request = read(new BufferedInputStream(socket.getInputStream()));
      requests.add(request);
      answerer.answer(request, socket.getOutputStream());
    } catch (IOException e) {
      hungUpOn.incrementAndGet();
    }
  }

  private static Request read(InputStream in) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
      int next = in.read();
      if (next < 0) {
        throw new IOException("no request");
      }
      head.write(next);
    }
    String headers = head.toString(StandardCharsets.ISO_8859_1);
    int length =
        headers
            .lines()
            .filter(line -> line.regionMatches(true, 0, "Content-Length:", 0, 15))
            .map(line -> Integer.parseInt(line.substring(15).strip()))
            .findFirst()
            .orElse(0);
    String body = new String(in.readNBytes(length), StandardCharsets.UTF_8);
    return new Request(
        headers.substring(headers.indexOf(' ') + 1, headers.indexOf(" HTTP/")), headers, body);
  }
}
