package network.vision.node.config;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import network.vision.node.config.NodeConfig.Advertised;
import network.vision.node.outlet.LogLevels;
import network.vision.protocol.HostAndPort;
import network.vision.protocol.IpAddress;
import network.vision.protocol.IpRange;
import network.vision.protocol.NetworkProfile;
import network.vision.protocol.PeerAddress;
import org.jspecify.annotations.Nullable;

/** Makes a configuration of texts, and refuses the first that cannot be. */
public final class NodeConfigReader {

  private static final int DEFAULT_PORT = 7070;
  private static final int P2P_ABOVE_HTTP = 2;
  private static final int MOST_INBOUND = 100_000;
  private static final int MOST_OUTBOUND = 1_000;
  private static final int DEFAULT_API_RATE = 200;
  private static final int MOST_API_RATE = 1_000_000;
  private static final int MOST_KIB_PER_SECOND = 10_000_000;
  private static final int MAX_PROFILE_BYTES = 256 * 1024;

  private final Settings settings;
  private final Platform platform;

  private NodeConfigReader(Settings settings, Platform platform) {
    this.settings = settings;
    this.platform = platform;
  }

  /**
   * The configuration of {@code settings} on {@code platform}.
   *
   * @throws OperatorException naming the key, the value and the allowed range
   */
  public static NodeConfig read(Settings settings, Platform platform) throws OperatorException {
    return new NodeConfigReader(settings, platform).read();
  }

  private NodeConfig read() throws OperatorException {
    NetworkProfile profile = profile();
    Preset preset = preset();
    int port = number(Setting.PORT, DEFAULT_PORT, 0, PeerAddress.MAX_PORT);
    return new NodeConfig(
        profile,
        dataDirectory(profile),
        api(port),
        p2p(profile, port),
        peers(profile, preset),
        preset,
        isRouterAsked(profile),
        log());
  }

  private NetworkProfile profile() throws OperatorException {
    String name = settings.written(Setting.NETWORK).map(Settings.Value::text).orElse("mainnet");
    Optional<NetworkProfile> builtIn = NetworkProfile.builtIn(name);
    if (builtIn.isPresent()) {
      return builtIn.get();
    }
    try {
      Path file = Path.of(name);
      if (!Files.isRegularFile(file) || Files.size(file) > MAX_PROFILE_BYTES) {
        throw refuse(
            Setting.NETWORK, name, "mainnet, devnet or a profile's file of at most 256 KiB");
      }
      return NetworkProfile.decode(Files.readAllBytes(file));
    } catch (InvalidPathException | IOException e) {
      throw refuse(Setting.NETWORK, name, "mainnet, devnet or a file that can be read");
    } catch (IllegalArgumentException e) {
      throw refuse(Setting.NETWORK, name, "a good profile: " + e.getMessage());
    }
  }

  private Path dataDirectory(NetworkProfile profile) throws OperatorException {
    Optional<Settings.Value> written = settings.written(Setting.DATA_DIR);
    if (written.isEmpty()) {
      return DefaultDataDirectory.of(
          profile.name(), platform.osName(), platform.environment(), platform.home());
    }
    return path(Setting.DATA_DIR, written.get().text());
  }

  private NodeConfig.Api api(int port) throws OperatorException {
    return new NodeConfig.Api(
        apiHost(),
        port,
        place(Setting.PORT),
        Set.copyOf(list(Setting.API_NAME, NodeConfigReader::hostName, "a host name")),
        Set.copyOf(
            list(
                Setting.API_ORIGIN,
                NodeConfigReader::origin,
                "http(s)://HOST[:PORT] without a path")),
        number(Setting.API_RATE, DEFAULT_API_RATE, 1, MOST_API_RATE));
  }

  private static Optional<String> hostName(String text) {
    return Optional.of(text).filter(name -> name.matches("[A-Za-z0-9]([A-Za-z0-9.-]{0,252})"));
  }

  private static Optional<String> origin(String text) {
    return webAddress(text).filter(uri -> uri.getRawPath().isEmpty()).map(URI::toString);
  }

  private IpAddress apiHost() throws OperatorException {
    String host = settings.written(Setting.API_HOST).map(Settings.Value::text).orElse("127.0.0.1");
    String ip = host.equals("localhost") ? "127.0.0.1" : unbracketed(host);
    return IpAddress.parse(ip)
        .orElseThrow(() -> refuse(Setting.API_HOST, host, "an IP address or localhost"));
  }

  private NodeConfig.P2p p2p(NetworkProfile profile, int apiPort) throws OperatorException {
    Optional<Settings.Value> port = settings.written(Setting.P2P_PORT);
    Optional<Settings.Value> listen = settings.written(Setting.P2P_LISTEN);
    if (port.isPresent() && listen.isPresent()) {
      throw new OperatorException(
          port.get().place()
              + " and "
              + listen.get().place()
              + " both say where to listen for peers; give one of them");
    }
    List<HostAndPort> places =
        listen.isPresent()
            ? list(
                Setting.P2P_LISTEN,
                NodeConfigReader::listeningPlace,
                "IP:PORT with a port of 0-65535")
            : everywhere(profile, p2pPort(apiPort));
    String chosenBy = listen.or(() -> port).map(Settings.Value::place).orElse("--p2p-port");
    boolean saysPort = !isOn(Setting.OMIT_PORT, false);
    int kibPerSecond = number(Setting.BANDWIDTH, 0, 0, MOST_KIB_PER_SECOND);
    return new NodeConfig.P2p(places, chosenBy, advertised(), saysPort, kibPerSecond);
  }

  private int p2pPort(int apiPort) throws OperatorException {
    if (settings.written(Setting.P2P_PORT).isPresent() || apiPort == 0) {
      return number(Setting.P2P_PORT, 0, 0, PeerAddress.MAX_PORT);
    }
    if (apiPort + P2P_ABOVE_HTTP > PeerAddress.MAX_PORT) {
      throw new OperatorException(
          place(Setting.PORT)
              + ": '"
              + apiPort
              + "' leaves no room for the P2P port, which is two above; give 0-65533, or --p2p-port");
    }
    return apiPort + P2P_ABOVE_HTTP;
  }

  /** A network that may dial loopback only listens there only. */
  private List<HostAndPort> everywhere(NetworkProfile profile, int port) {
    boolean isOnLoopback =
        !profile.dialOnly().isEmpty()
            && profile.dialOnly().stream().allMatch(range -> range.first().isLoopback());
    return isOnLoopback
        ? List.of(new HostAndPort("127.0.0.1", port), new HostAndPort("::1", port))
        : List.of(new HostAndPort("0.0.0.0", port), new HostAndPort("::", port));
  }

  private @Nullable Advertised advertised() throws OperatorException {
    Optional<Settings.Value> written = settings.written(Setting.ADVERTISE);
    if (written.isEmpty()) {
      return null;
    }
    String text = written.get().text();
    Optional<Advertised> bare =
        IpAddress.parse(unbracketed(text)).map(ip -> new Advertised(ip, null));
    return bare.or(
            () -> PeerAddress.parse(text).map(whole -> new Advertised(whole.ip(), whole.port())))
        .filter(found -> !found.ip().isUnspecified())
        .orElseThrow(() -> refuse(Setting.ADVERTISE, text, "IP or IP:PORT with a port of 1-65535"));
  }

  private NodeConfig.Peers peers(NetworkProfile profile, Preset preset) throws OperatorException {
    String hostAndPort = "HOST:PORT with a port of 1-65535";
    List<HostAndPort> always = list(Setting.PEER, NodeConfigReader::dialable, hostAndPort);
    List<IpRange> dialOnly =
        settings.written(Setting.DIAL_ONLY).isPresent()
            ? list(Setting.DIAL_ONLY, IpRange::parse, "a range such as 127.0.0.0/8 or ::1")
            : profile.dialOnly();
    return new NodeConfig.Peers(
        seeds(hostAndPort),
        beacon(dialOnly),
        always,
        dialOnly,
        number(Setting.MAX_INBOUND, preset.maxInbound(), 0, MOST_INBOUND),
        number(Setting.OUTBOUND, preset.outbound(), 0, MOST_OUTBOUND),
        isOn(Setting.ALLOW_PRIVATE_PEERS, profile.isPrivateAllowed()),
        socks5());
  }

  private @Nullable HostAndPort socks5() throws OperatorException {
    Optional<Settings.Value> written = settings.written(Setting.SOCKS5);
    if (written.isEmpty() || written.get().text().equals("none")) {
      return null;
    }
    String text = written.get().text();
    return dialable(text)
        .orElseThrow(
            () -> refuse(Setting.SOCKS5, text, "HOST:PORT with a port of 1-65535, or none"));
  }

  private @Nullable List<HostAndPort> seeds(String allowed) throws OperatorException {
    if (settings.written(Setting.SEED).isEmpty()) {
      return null;
    }
    if (settings.items(Setting.SEED).equals(List.of("none"))) {
      return List.of();
    }
    return list(Setting.SEED, NodeConfigReader::dialable, allowed + ", or none");
  }

  /** What a proxy looks up cannot be held against the ranges that may be dialled. */
  private @Nullable URI beacon(List<IpRange> dialOnly) throws OperatorException {
    URI url = beacon();
    if (url != null
        && socks5() != null
        && !dialOnly.isEmpty()
        && IpAddress.parse(unbracketed(url.getHost())).isEmpty()) {
      throw refuse(
          Setting.BEACON, url.getHost(), "an IP, which it has to be with --socks5 and --dial-only");
    }
    return url;
  }

  private @Nullable URI beacon() throws OperatorException {
    Optional<Settings.Value> written = settings.written(Setting.BEACON);
    if (written.isEmpty() || written.get().text().equals("none")) {
      return null;
    }
    String text = written.get().text();
    return webAddress(text)
        .orElseThrow(
            () -> refuse(Setting.BEACON, text, "http://HOST[:PORT][/PATH], https://..., or none"));
  }

  private static Optional<URI> webAddress(String text) {
    try {
      URI uri = new URI(text);
      boolean isWeb = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
      boolean isPlain = uri.getUserInfo() == null && uri.getFragment() == null;
      return isWeb && isPlain && uri.getHost() != null ? Optional.of(uri) : Optional.empty();
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  /** A router has nothing to do with a network on loopback, and says where we are. */
  private boolean isRouterAsked(NetworkProfile profile) throws OperatorException {
    Optional<Settings.Value> written = settings.written(Setting.UPNP);
    if (written.isEmpty()) {
      return !profile.name().equals("devnet") && socks5() == null;
    }
    return switch (written.get().text().toLowerCase(Locale.ROOT)) {
      case "auto" -> true;
      case "off" -> false;
      default -> throw refuse(Setting.UPNP, written.get().text(), "auto or off");
    };
  }

  private Preset preset() throws OperatorException {
    String name = text(Setting.PRESET, Preset.HOME.label()).toLowerCase(Locale.ROOT);
    return Preset.of(name).orElseThrow(() -> refuse(Setting.PRESET, name, "small, home or seed"));
  }

  private NodeConfig.Log log() throws OperatorException {
    String level = text(Setting.LOG_LEVEL, "info").toLowerCase(Locale.ROOT);
    LogLevels levels =
        LogLevels.parse(level)
            .orElseThrow(() -> refuse(Setting.LOG_LEVEL, level, LogLevels.ALLOWED));
    String format = text(Setting.LOG_FORMAT, "text").toLowerCase(Locale.ROOT);
    if (!List.of("text", "json").contains(format)) {
      throw refuse(Setting.LOG_FORMAT, format, "text or json");
    }
    return new NodeConfig.Log(levels, format.equals("json"), trace());
  }

  private @Nullable Path trace() throws OperatorException {
    Optional<Settings.Value> written = settings.written(Setting.TRACE);
    return written.isEmpty() ? null : path(Setting.TRACE, written.get().text());
  }

  private Path path(Setting setting, String text) throws OperatorException {
    try {
      return Path.of(text).toAbsolutePath().normalize();
    } catch (InvalidPathException e) {
      throw refuse(setting, text, "a path: " + e.getReason());
    }
  }

  private String text(Setting setting, String otherwise) {
    return settings.written(setting).map(Settings.Value::text).orElse(otherwise);
  }

  private int number(Setting setting, int otherwise, int least, int most) throws OperatorException {
    String text = text(setting, Integer.toString(otherwise));
    int number = text.matches("[0-9]{1,9}") ? Integer.parseInt(text) : -1;
    if (number < least || number > most) {
      throw refuse(setting, text, "a number of " + least + "-" + most);
    }
    return number;
  }

  private boolean isOn(Setting setting, boolean otherwise) throws OperatorException {
    String text = text(setting, otherwise ? "yes" : "no");
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "true", "1", "yes", "y" -> true;
      case "false", "0", "no", "n" -> false;
      default -> throw refuse(setting, text, "true, 1, yes, y, false, 0, no or n");
    };
  }

  private <T> List<T> list(Setting setting, Function<String, Optional<T>> parser, String allowed)
      throws OperatorException {
    List<T> parsed = new ArrayList<>();
    for (String item : settings.items(setting)) {
      parsed.add(parser.apply(item).orElseThrow(() -> refuse(setting, item, allowed)));
    }
    return parsed;
  }

  private String place(Setting setting) {
    return settings.written(setting).map(Settings.Value::place).orElse("--" + setting.key());
  }

  private static Optional<HostAndPort> listeningPlace(String text) {
    return HostAndPort.parse(text).filter(place -> IpAddress.parse(place.host()).isPresent());
  }

  private static Optional<HostAndPort> dialable(String text) {
    return HostAndPort.parse(text).filter(place -> place.port() > 0);
  }

  private static String unbracketed(String host) {
    return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
  }

  private OperatorException refuse(Setting setting, String item, String allowed) {
    return settings.refuse(setting, item, allowed);
  }
}
