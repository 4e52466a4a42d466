package network.vision.upnp.http;

import java.io.IOException;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.net.spi.URLStreamHandlerProvider;
import org.jspecify.annotations.Nullable;

/**
 * The URL scheme {@code upnp:}, which is HTTP with the bounds of {@link RouterHttp}.
 *
 * <p>weupnp takes its URLs as text and opens them itself, without a limit on time or size. Given
 * URLs of this scheme it gets a {@link RouterConnection}. The scheme works only inside {@link
 * RouterHttp#call}; no other scheme is touched.
 *
 * <p>Found by the JVM only from the application's own module path or class path, not in a class
 * loader below it.
 */
public final class RouterUrls extends URLStreamHandlerProvider {

  static final String SCHEME = "upnp";

  @Override
  public @Nullable URLStreamHandler createURLStreamHandler(String protocol) {
    return protocol.equals(SCHEME) ? new Handler() : null;
  }

  private static final class Handler extends URLStreamHandler {

    @Override
    protected URLConnection openConnection(URL url) throws IOException {
      return new RouterConnection(url, RouterHttp.currentDeadline());
    }

    @Override
    protected int getDefaultPort() {
      return 80;
    }
  }
}
