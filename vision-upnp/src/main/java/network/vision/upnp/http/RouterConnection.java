package network.vision.upnp.http;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URL;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The connection that weupnp gets for a URL of {@link RouterUrls}: gathers the request, then makes
 * one bounded exchange, and shows the answer only if it is plain XML.
 *
 * <p>weupnp parses with external entities on, and takes an error without an error code for success;
 * such answers are an {@link IOException} here, before it sees them.
 */
final class RouterConnection extends HttpURLConnection {

  private final Deadline deadline;
  private final ByteArrayOutputStream request = new ByteArrayOutputStream();
  private @Nullable Answer answer;

  RouterConnection(URL url, Deadline deadline) {
    super(url);
    this.deadline = deadline;
  }

  @Override
  public OutputStream getOutputStream() {
    return request;
  }

  @Override
  public int getResponseCode() throws IOException {
    return answer().status;
  }

  @Override
  public InputStream getInputStream() throws IOException {
    return new ByteArrayInputStream(answer().body);
  }

  @Override
  public InputStream getErrorStream() {
    return new ByteArrayInputStream(answer == null ? new byte[0] : answer.body);
  }

  @Override
  public void connect() {
    connected = true;
  }

  @Override
  public void disconnect() {
    connected = false;
  }

  @Override
  public boolean usingProxy() {
    return false;
  }

  private Answer answer() throws IOException {
    if (answer == null) {
      Map<String, String> headers = new HashMap<>();
      getRequestProperties().forEach((name, values) -> headers.put(name, String.join(",", values)));
      URI target = URI.create("http" + url.toString().substring(RouterUrls.SCHEME.length()));
      byte[] body = request.size() == 0 ? null : request.toByteArray();
      Answer received = RouterHttp.exchange(target, headers, body, deadline);
      received.checkSoap();
      answer = received;
    }
    return answer;
  }
}
