package network.vision.api;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import network.vision.protocol.HostAndPort;
import org.jspecify.annotations.Nullable;

/**
 * How the server listens and whom it answers.
 *
 * @param listen own sockets; port 0 lets the system pick; empty: none
 * @param localName the in-JVM address at which relayed connections arrive; null: none
 * @param hostNames names by which the server may be called, besides IP literals and {@code
 *     localhost}
 * @param origins other sites whose pages may read, such as {@code https://example.org}
 * @param isOpenBeyondLoopback whether clients that are not on loopback may read without the token
 * @param token what a client must present to change anything; null: nobody may
 * @param limits every bound
 */
public record ApiConfig(
    List<HostAndPort> listen,
    @Nullable String localName,
    Set<String> hostNames,
    Set<String> origins,
    boolean isOpenBeyondLoopback,
    @Nullable String token,
    ApiLimits limits) {

  private static final int MIN_TOKEN_CHARS = 16;

  /**
   * @throws IllegalArgumentException if the token is too short to be a secret
   */
  public ApiConfig {
    listen = List.copyOf(listen);
    hostNames =
        hostNames.stream()
            .map(name -> name.toLowerCase(Locale.ROOT))
            .collect(Collectors.toUnmodifiableSet());
    origins = Set.copyOf(origins);
    if (token != null && token.length() < MIN_TOKEN_CHARS) {
      throw new IllegalArgumentException(
          "an API token has at least " + MIN_TOKEN_CHARS + " characters");
    }
  }

  /** One socket at {@code address}, open on loopback only, no commands. */
  public static ApiConfig at(HostAndPort address) {
    return new ApiConfig(
        List.of(address), null, Set.of(), Set.of(), false, null, ApiLimits.STANDARD);
  }

  /** No own socket: connections are relayed to the in-JVM address {@code localName}. */
  public static ApiConfig relayed(String localName) {
    return new ApiConfig(List.of(), localName, Set.of(), Set.of(), false, null, ApiLimits.STANDARD);
  }

  /** The same with a token. */
  public ApiConfig withToken(String newToken) {
    return new ApiConfig(
        listen, localName, hostNames, origins, isOpenBeyondLoopback, newToken, limits);
  }

  /** The same, open for reading beyond loopback. */
  public ApiConfig openBeyondLoopback() {
    return new ApiConfig(listen, localName, hostNames, origins, true, token, limits);
  }

  /** The same with other limits. */
  public ApiConfig withLimits(ApiLimits newLimits) {
    return new ApiConfig(
        listen, localName, hostNames, origins, isOpenBeyondLoopback, token, newLimits);
  }
}
