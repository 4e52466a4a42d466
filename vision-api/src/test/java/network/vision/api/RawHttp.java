package network.vision.api;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import network.vision.protocol.PeerAddress;
import tools.jackson.databind.JsonNode;

/** A client that sends exactly the bytes it is told, so that it can also be rude. */
final class RawHttp implements AutoCloseable {

  /** What came back. */
  record Reply(int status, Map<String, String> headers, String body) {

    JsonNode json() {
      return Json.tree(body.getBytes(StandardCharsets.UTF_8));
    }

    String header(String name) {
      return headers.getOrDefault(name.toLowerCase(Locale.ROOT), "");
    }
  }

  private static final int PATIENCE_MS = 10_000;

  private final Socket socket;
  private final InputStream in;

  RawHttp(PeerAddress address) throws IOException {
    this(address, 64 * 1024);
  }

  /** With a small window, the server soon sees that nothing is read. */
  RawHttp(PeerAddress address, int windowBytes) throws IOException {
    socket = new Socket();
    socket.setReceiveBufferSize(windowBytes);
    socket.connect(address.toSocketAddress(), PATIENCE_MS);
    socket.setSoTimeout(PATIENCE_MS);
    in = new BufferedInputStream(socket.getInputStream());
  }

  /** One request on a connection of its own. */
  static Reply send(PeerAddress to, String method, String uri, String... headers)
      throws IOException {
    try (RawHttp http = new RawHttp(to)) {
      http.write(request(method, uri, "", headers));
      return http.reply(method);
    }
  }

  static Reply get(PeerAddress to, String uri, String... headers) throws IOException {
    return send(to, "GET", uri, headers);
  }

  static Reply post(PeerAddress to, String uri, String json, String... headers) throws IOException {
    try (RawHttp http = new RawHttp(to)) {
      http.write(request("POST", uri, json, headers));
      return http.reply("POST");
    }
  }

  static String request(String method, String uri, String body, String... headers) {
    StringBuilder text = new StringBuilder(method + " " + uri + " HTTP/1.1\r\n");
    if (List.of(headers).stream().noneMatch(h -> h.startsWith("Host"))) {
      text.append("Host: 127.0.0.1\r\n");
    }
    for (String header : headers) {
      if (!header.equals("Host: none")) {
        text.append(header).append("\r\n");
      }
    }
    if (!body.isEmpty()) {
      text.append("Content-Type: application/json\r\nContent-Length: ");
      text.append(body.getBytes(StandardCharsets.UTF_8).length).append("\r\n");
    }
    return text.append("\r\n").append(body).toString();
  }

  void write(String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    socket.getOutputStream().flush();
  }

  /** Reads one whole answer. */
  Reply reply(String method) throws IOException {
    String[] first = line().split(" ", 3);
    int status = first.length < 2 ? 0 : Integer.parseInt(first[1]);
    Map<String, String> headers = new TreeMap<>();
    for (String line = line(); !line.isEmpty(); line = line()) {
      int colon = line.indexOf(':');
      headers.put(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
    }
    int length =
        method.equals("HEAD") ? 0 : Integer.parseInt(headers.getOrDefault("content-length", "0"));
    byte[] body = in.readNBytes(length);
    if (headers.getOrDefault("content-encoding", "").equals("gzip")) {
      body = new GZIPInputStream(new ByteArrayInputStream(body)).readAllBytes();
    }
    return new Reply(status, headers, new String(body, StandardCharsets.UTF_8));
  }

  /** The next line without its end; "" also at the end of the stream. */
  String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int b = in.read(); b != -1 && b != '\n'; b = in.read()) {
      if (b != '\r') {
        line.write(b);
      }
    }
    return line.toString(StandardCharsets.UTF_8);
  }

  /** Whether the server hangs up before patience ends. */
  boolean isHungUp() throws IOException {
    try {
      byte[] more = new byte[64 * 1024];
      while (in.read(more) != -1) {
        // What it had to say first.
      }
      return true;
    } catch (SocketTimeoutException e) {
      return false;
    } catch (SocketException e) {
      return true;
    }
  }

  /** Whether the server hangs up within some milliseconds. */
  boolean isHungUpWithin(int millis) throws IOException {
    socket.setSoTimeout(millis);
    try {
      return in.read() == -1;
    } catch (SocketTimeoutException e) {
      return false;
    } catch (SocketException e) {
      return true;
    } finally {
      socket.setSoTimeout(PATIENCE_MS);
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
