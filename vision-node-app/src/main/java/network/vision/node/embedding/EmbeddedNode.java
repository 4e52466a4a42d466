package network.vision.node.embedding;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import network.vision.gossip.GossipSummary;
import network.vision.gossip.GossipView;
import network.vision.node.config.EffectiveSettings;
import network.vision.node.config.NodeConfig;
import network.vision.node.config.NodeConfigReader;
import network.vision.node.config.OperatorException;
import network.vision.node.config.Platform;
import network.vision.node.config.Setting;
import network.vision.node.config.Settings;
import network.vision.node.running.Node;
import network.vision.node.running.NodeSpec;
import network.vision.protocol.NodeId;
import network.vision.protocol.PeerAddress;

/**
 * A whole node that lives in this process: loop, sockets, store, router and HTTP API.
 *
 * <p>A process may run several, each with a data directory and ports of its own. Nothing is read
 * from the environment, and no signal is handled: whoever starts it closes it. Its log goes to
 * SLF4J, to loggers under {@code vision}.
 *
 * <p>Any thread. Source: {@code docs/EMBEDDING.md}, which says what of this is stable.
 */
public final class EmbeddedNode implements AutoCloseable {

  private final Node node;

  private EmbeddedNode(Node node) {
    this.node = node;
  }

  /**
   * Starts a node, which listens when this returns. Waits for the disk, and for nothing else.
   *
   * @param settings texts by the names of the command line's long options without dashes, such as
   *     {@code data-dir}; what is left out has its default; several values of one are joined by
   *     commas
   * @throws IllegalArgumentException if a name or a value is not allowed, or the data directory or
   *     a port cannot be used; nothing is left open
   */
  public static EmbeddedNode start(Map<String, String> settings) {
    try {
      Settings given = Settings.read(named(settings), Map.of());
      NodeConfig config = NodeConfigReader.read(given, Platform.current());
      return new EmbeddedNode(
          Node.start(new NodeSpec(config, EffectiveSettings.of(given, config), "")));
    } catch (OperatorException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  /** Its name, the same after every restart with the same data directory. */
  public NodeId id() {
    return node.id();
  }

  /** Where peers find it, as bound: ports resolved, wildcards as they are. */
  public List<PeerAddress> listening() {
    return node.listening();
  }

  /** Where the HTTP API answers. */
  public PeerAddress apiAddress() {
    return node.apiAddress();
  }

  /**
   * Everything it knows, at one moment; of 50,000 peers that is a fifth of a second's work, in
   * which the node does nothing else.
   *
   * @return fails when too many ask at once, or the node has ended
   */
  public CompletableFuture<GossipView> view() {
    return node.ask(view -> view);
  }

  /**
   * How it stands, at one moment; cheap.
   *
   * @return fails when too many ask at once, or the node has ended
   */
  public CompletableFuture<GossipSummary> summary() {
    return node.summary();
  }

  /** Ends when the node is closed, or exceptionally by a mistake of its own; then close it. */
  public CompletableFuture<Void> ended() {
    return node.ended();
  }

  /** Stops: everything is saved, and the router's mapping taken back, within two seconds. */
  @Override
  public void close() {
    node.close();
  }

  private static Map<Setting, String> named(Map<String, String> settings) {
    Map<Setting, String> named = new EnumMap<>(Setting.class);
    settings.forEach((name, text) ->
        named.put(
            Setting.of(name)
                .orElseThrow(() -> new IllegalArgumentException("there is no setting " + name)),
            text));
    return named;
  }
}
