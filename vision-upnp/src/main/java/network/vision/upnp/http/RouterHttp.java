package network.vision.upnp.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.lang.ScopedValue.CallableOp;
import java.net.Authenticator;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * HTTP with a router, which may be broken or hostile: one request, one answer, and the whole of it
 * bounded.
 *
 * <p>An exchange ends at its deadline however slowly bytes drip, because it runs on a virtual
 * thread whose sockets an interrupt closes. An answer has at most {@value #MAX_ANSWER_BYTES} bytes.
 * No redirect is followed, no proxy asked, no password given.
 *
 * <p>Failure: {@link IOException} naming the URL; nothing is kept, no thread or socket left behind.
 */
public final class RouterHttp {

  /** The longest answer that is read: the descriptions of real routers have 2 to 20 KB. */
  public static final int MAX_ANSWER_BYTES = 128 * 1024;

  private static final Authenticator NO_PASSWORDS = new Authenticator() {};
  private static final ScopedValue<Deadline> DEADLINE = ScopedValue.newInstance();

  private RouterHttp() {}

  /**
   * The document at {@code url}.
   *
   * @param url {@code http:} with a numeric host
   */
  public static byte[] get(URI url, Deadline deadline) throws IOException {
    Answer answer = exchange(url, Map.of("Connection", "close"), null, deadline);
    if (answer.status != HttpURLConnection.HTTP_OK) {
      throw new IOException(url + " answers with HTTP status " + answer.status);
    }
    return answer.body;
  }

  /** The {@code http:} URL {@code url} as weupnp shall be given it within {@link #call}. */
  public static String bounded(URI url) {
    return RouterUrls.SCHEME + url.toString().substring("http".length());
  }

  /**
   * Runs {@code call}, in which URLs from {@link #bounded} can be opened, every one until {@code
   * deadline}.
   */
  public static <T, X extends Throwable> T call(Deadline deadline, CallableOp<? extends T, X> call)
      throws X {
    return ScopedValue.where(DEADLINE, deadline).call(call);
  }

  static Deadline currentDeadline() throws IOException {
    if (!DEADLINE.isBound()) {
      throw new IOException(RouterUrls.SCHEME + ": is for the port mapper alone");
    }
    return DEADLINE.get();
  }

  static Answer exchange(
      URI url, Map<String, String> headers, byte @Nullable [] body, Deadline deadline)
      throws IOException {
    FutureTask<Answer> task = new FutureTask<>(() -> send(url, headers, body, deadline));
    Thread.ofVirtual().name("vision-router-http").start(task);
    try {
      return task.get(Math.max(0, deadline.nanosLeft()), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw new SocketTimeoutException(url + " did not answer in time");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException(url + " is no longer waited for");
    } catch (ExecutionException | CancellationException e) {
      throw new IOException(url + ": " + reason(e), e);
    } finally {
      task.cancel(true);
    }
  }

  private static String reason(Exception e) {
    Throwable cause = e.getCause() == null ? e : e.getCause();
    return String.valueOf(cause.getMessage());
  }

  private static Answer send(
      URI url, Map<String, String> headers, byte @Nullable [] body, Deadline deadline)
      throws IOException {
    HttpURLConnection http = (HttpURLConnection) url.toURL().openConnection(Proxy.NO_PROXY);
    try {
      http.setInstanceFollowRedirects(false);
      http.setAuthenticator(NO_PASSWORDS);
      http.setUseCaches(false);
      http.setConnectTimeout(deadline.millisLeft());
      http.setReadTimeout(deadline.millisLeft());
      headers.forEach(http::setRequestProperty);
      if (body != null) {
        http.setRequestMethod("POST");
        http.setDoOutput(true);
        http.setFixedLengthStreamingMode(body.length);
        try (OutputStream out = http.getOutputStream()) {
          out.write(body);
        }
      }
      int status = http.getResponseCode();
      try (InputStream in = status < 400 ? http.getInputStream() : http.getErrorStream()) {
        return new Answer(status, in == null ? new byte[0] : readBounded(in));
      }
    } finally {
      http.disconnect();
    }
  }

  private static byte[] readBounded(InputStream in) throws IOException {
    byte[] bytes = in.readNBytes(MAX_ANSWER_BYTES + 1);
    if (bytes.length > MAX_ANSWER_BYTES) {
      throw new IOException("the answer is longer than " + MAX_ANSWER_BYTES + " bytes");
    }
    return bytes;
  }
}
