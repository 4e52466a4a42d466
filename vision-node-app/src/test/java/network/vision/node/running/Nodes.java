package network.vision.node.running;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import network.vision.gossip.GossipView;
import network.vision.gossip.KnownAddress;
import network.vision.node.config.EffectiveSettings;
import network.vision.node.config.NodeConfig;
import network.vision.node.config.NodeConfigReader;
import network.vision.node.config.OperatorException;
import network.vision.node.config.Platform;
import network.vision.node.config.Setting;
import network.vision.node.config.Settings;
import network.vision.node.outlet.LogSetup;
import network.vision.protocol.NodeId;
import network.vision.protocol.PeerAddress;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Real nodes on loopback, each on ports of its own, with errors alone in the log. All are stopped
 * at the end: of each test where it is registered as an extension, of the {@code try} elsewhere.
 */
final class Nodes implements AutoCloseable, BeforeEachCallback, AfterEachCallback {

  private static final int MOST_CHARS = 1 << 20;

  private final Supplier<Path> folder;
  private final Deque<Node> started = new ArrayDeque<>();

  /**
   * @param folder where each node gets a folder for its data; asked for at a node's start
   */
  Nodes(Supplier<Path> folder) {
    this.folder = folder;
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    LogSetup.apply("error", false, LogSetup.Stream.ERROR);
  }

  @Override
  public void afterEach(ExtensionContext context) {
    close();
  }

  /** Starts a node that keeps its data under {@code name}; without seeds unless given some. */
  Node start(String name, Map<Setting, String> options) throws OperatorException {
    Map<Setting, String> all = new EnumMap<>(Setting.class);
    all.put(Setting.SEED, "none");
    all.putAll(options);
    return run(name, all);
  }

  /** Starts a node that has to find its seeds by itself. */
  Node startWithoutSeedOption(String name) throws OperatorException {
    return run(name, new EnumMap<>(Setting.class));
  }

  private Node run(String name, Map<Setting, String> all) throws OperatorException {
    all.put(Setting.NETWORK, "devnet");
    all.put(Setting.DATA_DIR, folder.get().resolve(name).toString());
    all.putIfAbsent(Setting.PORT, "0");
    if (!all.containsKey(Setting.P2P_PORT)) {
      all.putIfAbsent(Setting.P2P_LISTEN, "127.0.0.1:0");
    }
    Settings settings = Settings.read(all, Map.of());
    NodeConfig config = NodeConfigReader.read(settings, Platform.current());
    Node node = Node.start(new NodeSpec(config, EffectiveSettings.of(settings, config), name));
    started.push(node);
    return node;
  }

  /** Where others find {@code node}. */
  static String address(Node node) {
    return node.listening().getFirst().toString();
  }

  /** Whether {@code node} lists {@code other} at its address. */
  static boolean knows(Node node, Node other) throws Exception {
    PeerAddress address = other.listening().getFirst();
    return view(node).peers().stream()
        .anyMatch(row ->
            other.id().equals(row.peer().nodeId())
                && row.peer().addresses().stream()
                    .map(KnownAddress::address)
                    .findFirst()
                    .filter(address::equals)
                    .isPresent());
  }

  static boolean isConnected(Node node, Node other) throws Exception {
    return view(node).peers().stream()
        .anyMatch(row -> row.session() != null && other.id().equals(row.peer().nodeId()));
  }

  /** Where {@code node} thinks that {@code peer} can be dialled; empty if it does not know it. */
  static List<PeerAddress> addresses(Node node, NodeId peer) throws Exception {
    return view(node).peers().stream()
        .filter(row -> peer.equals(row.peer().nodeId()))
        .flatMap(row -> row.peer().addresses().stream())
        .map(KnownAddress::address)
        .toList();
  }

  static GossipView view(Node node) throws Exception {
    return node.ask(view -> view).get(10, TimeUnit.SECONDS);
  }

  /** The body of {@code GET path}. */
  static String get(PeerAddress api, String path) throws IOException {
    HttpURLConnection connection =
        (HttpURLConnection) URI.create("http://" + api + path).toURL().openConnection();
    connection.setConnectTimeout(5_000);
    connection.setReadTimeout(5_000);
    try (InputStream body = connection.getInputStream()) {
      return new String(body.readNBytes(MOST_CHARS), StandardCharsets.UTF_8);
    } finally {
      connection.disconnect();
    }
  }

  /** A port that nothing uses at the moment. */
  static int freePort() throws IOException {
    try (ServerSocket probe = new ServerSocket()) {
      probe.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      return probe.getLocalPort();
    }
  }

  @Override
  public void close() {
    started.forEach(Node::close);
  }
}
