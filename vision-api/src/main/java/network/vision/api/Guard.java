package network.vision.api;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import network.vision.protocol.HostAndPort;
import network.vision.protocol.IpAddress;
import org.jspecify.annotations.Nullable;

/**
 * Decides who may ask what, before anything is looked up.
 *
 * <p>Goals: a page of another site neither reads nor changes anything, also when its name is
 * rebound to this machine; a stranger beyond loopback reads only when the operator says so; nobody
 * changes anything without the token. What remains: every program of this machine may read, and
 * whoever reads the token's file may do everything.
 *
 * <p>Immutable.
 */
final class Guard {

  private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");
  private static final String BEARER = "bearer ";

  private final ApiConfig config;

  Guard(ApiConfig config) {
    this.config = config;
  }

  /** Why somebody may not ask something, for metrics and in words. */
  record Refused(ApiRefusal reason, Problem problem) {

    private static Optional<Refused> because(ApiRefusal reason, int status, String detail) {
      return Optional.of(new Refused(reason, Problem.of(status, detail)));
    }
  }

  /** Why {@code client} may not ask this; empty if it may. */
  Optional<Refused> refuse(HttpRequest request, Client client) {
    HttpHeaders headers = request.headers();
    boolean isReading = READING.contains(request.method().name());
    List<String> hosts = headers.getAll(HttpHeaderNames.HOST);
    if (hosts.size() != 1) {
      return Refused.because(ApiRefusal.HOST, 400, "a request has one Host header");
    }
    if (!isOurs(hosts.getFirst())) {
      return Refused.because(
          ApiRefusal.HOST,
          421,
          "this node is called by IP, as localhost, or by a name it was told");
    }
    if (!isOriginAllowed(headers, hosts.getFirst(), isReading)) {
      return Refused.because(ApiRefusal.ORIGIN, 403, "pages of other sites are not answered");
    }
    return isReading ? refuseReading(headers, client) : refuseChange(headers);
  }

  /** The other site that may read the answer; empty if the request comes from none. */
  Optional<String> readingOrigin(HttpHeaders headers) {
    return Optional.ofNullable(headers.get(HttpHeaderNames.ORIGIN))
        .filter(config.origins()::contains);
  }

  private Optional<Refused> refuseReading(HttpHeaders headers, Client client) {
    boolean isOpen = client.ip().isLoopback() || config.isOpenBeyondLoopback();
    return isOpen || hasToken(headers)
        ? Optional.empty()
        : Refused.because(ApiRefusal.REMOTE, 403, "this node answers on its own machine only");
  }

  private Optional<Refused> refuseChange(HttpHeaders headers) {
    if (config.token() == null) {
      return Refused.because(ApiRefusal.TOKEN, 403, "this node takes no commands over HTTP");
    }
    Problem problem =
        Problem.of(401, "commands need the token of the data directory")
            .with("WWW-Authenticate", "Bearer");
    return hasToken(headers)
        ? Optional.empty()
        : Optional.of(new Refused(ApiRefusal.TOKEN, problem));
  }

  private boolean hasToken(HttpHeaders headers) {
    String given = headers.get(HttpHeaderNames.AUTHORIZATION, "");
    String wanted = config.token();
    return wanted != null
        && given.toLowerCase(Locale.ROOT).startsWith(BEARER)
        && MessageDigest.isEqual(utf8(given.substring(BEARER.length()).strip()), utf8(wanted));
  }

  /**
   * A page that gets here by DNS rebinding brings its own name, which is no IP and not on the list.
   */
  private boolean isOurs(String authority) {
    String host = host(authority);
    return host != null
        && (IpAddress.parse(host).isPresent()
            || host.equals("localhost")
            || config.hostNames().contains(host));
  }

  private static @Nullable String host(String authority) {
    String lower = authority.toLowerCase(Locale.ROOT);
    if (lower.startsWith("[") && lower.endsWith("]")) {
      return lower.substring(1, lower.length() - 1);
    }
    if (lower.lastIndexOf(':') > lower.lastIndexOf(']')) {
      return HostAndPort.parse(lower).map(HostAndPort::host).orElse(null);
    }
    return lower;
  }

  private boolean isOriginAllowed(HttpHeaders headers, String authority, boolean isReading) {
    String site = headers.get("Sec-Fetch-Site", "none");
    if (!isReading && !site.equals("none") && !site.equals("same-origin")) {
      return false;
    }
    String origin = headers.get(HttpHeaderNames.ORIGIN);
    return origin == null
        || origin.equalsIgnoreCase("http://" + authority)
        || origin.equalsIgnoreCase("https://" + authority)
        || (isReading && config.origins().contains(origin));
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
