package network.vision.api;

import java.net.URI;
import java.time.Duration;
import java.util.function.Predicate;
import network.vision.protocol.IpAddress;
import network.vision.protocol.PeerAddress;
import org.jspecify.annotations.Nullable;

/**
 * Whom a client asks, and how long it waits.
 *
 * @param base http or https, a host, perhaps a port; a path is only for a beacon
 * @param token for commands; null without one
 * @param deadline for a whole request, connecting included
 * @param maxBytes of an answer
 * @param mayDial which addresses may be dialled at all; not asked of a name that a proxy looks up
 * @param socks5 the SOCKS5 proxy to go through, which looks names up; null: none
 */
public record ApiClientConfig(
    URI base,
    @Nullable String token,
    Duration deadline,
    int maxBytes,
    Predicate<IpAddress> mayDial,
    @Nullable PeerAddress socks5) {

  private static final Duration STANDARD_DEADLINE = Duration.ofSeconds(5);
  private static final int STANDARD_MAX_BYTES = 16 * 1024 * 1024;
  private static final int BEACON_MAX_BYTES = 64 * 1024;

  /**
   * @throws IllegalArgumentException if {@code base} is not an http or https URI with a host
   */
  public ApiClientConfig {
    String scheme = base.getScheme();
    if (base.getHost() == null || !("http".equals(scheme) || "https".equals(scheme))) {
      throw new IllegalArgumentException(base + " is not an http:// or https:// address");
    }
  }

  /** For a node of this machine. */
  public static ApiClientConfig local(URI base, @Nullable String token) {
    return new ApiClientConfig(
        base, token, STANDARD_DEADLINE, STANDARD_MAX_BYTES, address -> true, null);
  }

  /** For a stranger that recommends peers. */
  public static ApiClientConfig beacon(
      URI url, Predicate<IpAddress> mayDial, @Nullable PeerAddress socks5) {
    return new ApiClientConfig(url, null, STANDARD_DEADLINE, BEACON_MAX_BYTES, mayDial, socks5);
  }

  boolean isTls() {
    return "https".equals(base.getScheme());
  }

  String host() {
    String host = base.getHost();
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }

  int port() {
    int standard = isTls() ? 443 : 80;
    return base.getPort() < 0 ? standard : base.getPort();
  }
}
