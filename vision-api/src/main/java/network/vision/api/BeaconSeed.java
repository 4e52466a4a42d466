package network.vision.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import network.vision.protocol.HostAndPort;
import network.vision.protocol.IpAddress;
import tools.jackson.databind.JsonNode;

/**
 * A peer that a beacon recommends.
 *
 * @param address where it may be found: an IP or a name of letters, digits, dots and hyphens, and a
 *     port of 1–65535
 * @param nodeTag "" if the beacon does not say; not checked for what it may do to a terminal
 */
public record BeaconSeed(HostAndPort address, String nodeTag) {

  private static final int MAX_TAG_CHARS = 128;
  private static final Pattern NAME =
      Pattern.compile("[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?");

  /**
   * Reads what beacons send: a list, bare or in a field {@code peers} or {@code seeds}, of {@code
   * ip:port} texts or of objects with {@code address}, or with a host and a port under one of their
   * spellings. An entry that cannot be read is left out, and so is what comes after {@link
   * SeedPeer#MAX_ENTRIES}.
   */
  static List<BeaconSeed> readAll(byte[] json) {
    JsonNode root = Json.tree(json);
    JsonNode list = root.isObject() ? first(root, "peers", "seeds").orElse(root) : root;
    List<BeaconSeed> seeds = new ArrayList<>();
    for (JsonNode entry : list.isArray() ? list : List.<JsonNode>of()) {
      if (seeds.size() < SeedPeer.MAX_ENTRIES) {
        read(entry).ifPresent(seeds::add);
      }
    }
    return List.copyOf(seeds);
  }

  private static Optional<BeaconSeed> read(JsonNode entry) {
    String tag = first(entry, "nodeTag", "node_tag").map(BeaconSeed::text).orElse("");
    Optional<HostAndPort> address =
        entry.isString()
            ? HostAndPort.parse(entry.stringValue())
            : first(entry, "address")
                .flatMap(text -> HostAndPort.parse(text(text)))
                .or(() -> hostAndPort(entry));
    return address
        .filter(found -> found.port() != 0 && isHost(found.host()))
        .map(found -> new BeaconSeed(found, tag.length() > MAX_TAG_CHARS ? "" : tag));
  }

  private static Optional<HostAndPort> hostAndPort(JsonNode entry) {
    String host = first(entry, "p2p_host", "host", "ip").map(BeaconSeed::text).orElse("");
    int port = first(entry, "p2p_port", "port").map(node -> node.asInt(0)).orElse(0);
    boolean isIpv6 = IpAddress.parse(host).filter(ip -> !ip.isIpv4()).isPresent();
    return HostAndPort.parse((isIpv6 ? "[" + host + "]" : host) + ":" + port);
  }

  /** Whatever else a stranger writes there must not come into a log or a file. */
  private static boolean isHost(String host) {
    return IpAddress.parse(host).isPresent() || NAME.matcher(host).matches();
  }

  private static Optional<JsonNode> first(JsonNode node, String... names) {
    for (String name : names) {
      JsonNode value = node.get(name);
      if (value != null && !value.isNull()) {
        return Optional.of(value);
      }
    }
    return Optional.empty();
  }

  private static String text(JsonNode node) {
    return node.isString() ? node.stringValue() : "";
  }
}
