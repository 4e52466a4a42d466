package network.vision.node.config;

import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Everything an operator can choose: the one table behind the options, the environment, the file,
 * {@code --help} and {@code --print-config}.
 */
public enum Setting {
  PORT("VISION_PORT", "PORT", "Port of the HTTP API and the dashboard; 0: any free one.", "7070"),
  API_HOST(
      "VISION_API_HOST",
      "IP",
      "Where the HTTP API listens; 0.0.0.0 or :: for every address.",
      "127.0.0.1"),
  API_NAME(
      "VISION_API_NAMES",
      "NAME",
      "A name by which the HTTP API may be called, besides IP addresses and localhost; repeatable.",
      "none"),
  API_ORIGIN(
      "VISION_API_ORIGINS",
      "URL",
      "A site whose pages may read the HTTP API, such as https://wallet.example; repeatable.",
      "none"),
  API_RATE(
      "VISION_API_RATE", "N", "Requests a second that one client of the HTTP API may make.", "200"),
  P2P_PORT(
      "VISION_P2P_PORT",
      "PORT",
      "Port for peers, on every address; 0: any free one. The same as --port: one socket for both.",
      "two above --port"),
  P2P_LISTEN(
      "VISION_P2P_LISTEN",
      "ADDR:PORT[,...]",
      "Where to listen for peers, instead of --p2p-port.",
      "every address, IPv4 and IPv6"),
  BANDWIDTH(
      "VISION_BANDWIDTH",
      "KIB",
      "Most KiB a second, in and out, of all connections on the peers' sockets; 0: no cap.",
      "0"),
  ADVERTISE(
      "VISION_ADVERTISE",
      "IP[:PORT]",
      "The address peers are told; for a router that was set up by hand.",
      "found out"),
  DATA_DIR(
      "VISION_DATA_DIR",
      "DIR",
      "Where identity and peers are kept.",
      "the usual place of this platform"),
  NETWORK(
      "VISION_NETWORK", "NAME|FILE", "mainnet, devnet, or a profile in a JSON file.", "mainnet"),
  SEED(
      "VISION_SEEDS",
      "HOST:PORT",
      "Whom to ask first instead of the network's seeds; repeatable. none: nobody.",
      "seed_peers.json in the data directory, or the network's own"),
  BEACON(
      "VISION_BEACON",
      "URL",
      "A node to ask for more seeds, over http or https, such as https://node.example/p2p/seed_peers.",
      "none"),
  PEER("VISION_PEERS", "HOST:PORT", "A peer to keep connected; repeatable.", "none"),
  DIAL_ONLY(
      "VISION_DIAL_ONLY",
      "CIDR[,...]",
      "The only ranges this node ever dials.",
      "anywhere; loopback on devnet"),
  SOCKS5(
      "VISION_SOCKS5",
      "HOST:PORT",
      "A SOCKS5 proxy for everything that is dialled; names of peers are not looked up then.",
      "none"),
  PRESET(
      "VISION_PRESET",
      "small|home|seed",
      "How much room the node takes: memory, connections, remembered addresses.",
      "home"),
  MAX_INBOUND(null, "N", "Most connections that peers open.", "117; see --preset"),
  OUTBOUND(null, "N", "How many connections to open and keep.", "8; see --preset"),
  ALLOW_PRIVATE_PEERS(
      "VISION_ALLOW_PRIVATE_PEERS",
      null,
      "Take private and loopback addresses for peers.",
      "no; yes on devnet"),
  UPNP(
      "VISION_UPNP",
      "auto|off",
      "Whether to ask the router to forward the port.",
      "auto; off on devnet and behind --socks5"),
  CONFIG("VISION_CONFIG", "FILE", "Read settings from a file of lines name = value.", "none"),
  LOG_LEVEL(
      "VISION_LOG",
      "LEVEL[,AREA=LEVEL...]",
      "error, warn, info, debug or trace; for one area, as in info,gossip=debug: node, network,"
          + " gossip, upnp, store or api.",
      "info"),
  LOG_FORMAT("VISION_LOG_FORMAT", "text|json", "How a line of the log is written.", "text"),
  TRACE(
      "VISION_TRACE",
      "FILE",
      "Write everything the node is told and does into a file that can be replayed, at most 256 MiB.",
      "none"),
  OMIT_PORT(
      null,
      null,
      "Leave the port out of the handshake, as nodes do that are older than per-peer ports.",
      "no");

  private final @Nullable String environment;
  private final @Nullable String parameter;
  private final String description;
  private final String defaultText;

  Setting(
      @Nullable String environment,
      @Nullable String parameter,
      String description,
      String defaultText) {
    this.environment = environment;
    this.parameter = parameter;
    this.description = description;
    this.defaultText = defaultText;
  }

  /** The name in the file; with two dashes before it, the option. */
  public String key() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The setting of a key; empty for any other text. */
  public static Optional<Setting> of(String key) {
    for (Setting setting : values()) {
      if (setting.key().equals(key)) {
        return Optional.of(setting);
      }
    }
    return Optional.empty();
  }

  /** The environment variable, if there is one. */
  public Optional<String> environment() {
    return Optional.ofNullable(environment);
  }

  /** How help names the value; empty for a switch. */
  public Optional<String> parameter() {
    return Optional.ofNullable(parameter);
  }

  /** One sentence or two for help. */
  public String description() {
    return description;
  }

  /** What holds where nobody says anything, in words. */
  public String defaultText() {
    return defaultText;
  }

  /** Whether the option may be given several times. */
  public boolean isRepeatable() {
    return this == SEED || this == PEER || this == API_NAME || this == API_ORIGIN;
  }

  /** Whether help leaves it out: for demonstrations and tests. */
  public boolean isHidden() {
    return this == OMIT_PORT;
  }
}
