package network.vision.upnp;

import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import network.vision.protocol.IpAddress;
import network.vision.protocol.PeerAddress;

/**
 * A host that says it is an internet gateway, and where it describes itself.
 *
 * <p>Immutable. Anybody on the link can send one; it counts only if its description is on the host
 * that sent it, by {@code http:} and by number, so that nobody makes us fetch a page from somewhere
 * else.
 *
 * @param host who sent it
 * @param location its description
 */
record SsdpReply(IpAddress host, URI location) {

  private static final Pattern GATEWAY_TYPE =
      Pattern.compile(
          "urn:schemas-upnp-org:"
              + "(device:InternetGatewayDevice|service:WAN(IP|PPP)Connection):[1-9]");
  private static final Pattern LINE = Pattern.compile("\r?\n");
  private static final int MAX_LINES = 64;

  /** Reads what {@code host} sent; empty if it is not the reply of a gateway about itself. */
  static Optional<SsdpReply> decode(IpAddress host, ByteBuffer bytes) {
    String[] lines = LINE.split(StandardCharsets.ISO_8859_1.decode(bytes), MAX_LINES);
    if (!lines[0].matches("HTTP/1\\.[01] 200( .*)?")) {
      return Optional.empty();
    }
    String location = "";
    String type = "";
    for (int i = 1; i < lines.length; i++) {
      int colon = lines[i].indexOf(':');
      if (colon > 0) {
        String value = lines[i].substring(colon + 1).strip();
        switch (lines[i].substring(0, colon).strip().toLowerCase(Locale.ROOT)) {
          case "location" -> location = value;
          case "st" -> type = value;
          default -> {}
        }
      }
    }
    return GATEWAY_TYPE.matcher(type).matches()
        ? urlOn(host, location).map(url -> new SsdpReply(host, url))
        : Optional.empty();
  }

  /** Reads an {@code http:} URL on {@code host}; empty if it is anything else. */
  static Optional<URI> urlOn(IpAddress host, String text) {
    try {
      return Optional.of(URI.create(text)).filter(url -> isOn(host, url));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  static boolean isOn(IpAddress host, URI url) {
    return "http".equals(url.getScheme())
        && url.getUserInfo() == null
        && url.getHost() != null
        && IpAddress.parse(url.getHost()).filter(host::equals).isPresent()
        && (url.getPort() == -1 || PeerAddress.isPort(url.getPort()));
  }
}
