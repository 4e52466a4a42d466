package network.vision.api;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import network.vision.protocol.NodeId;

/** The node's views, each asked for at most once in a lifetime however many clients there are. */
final class SharedQueries implements NodeQueries {

  private final NodeQueries node;
  private final Recent<String, Object> recent;

  SharedQueries(NodeQueries node, Duration lifetime) {
    this.node = node;
    this.recent = new Recent<>(lifetime, Duration.ZERO, System::nanoTime);
  }

  void clear() {
    recent.clear();
  }

  @Override
  public CompletionStage<KnownPeers> peers() {
    return share("peers", node::peers);
  }

  /** Every known peer in the order of {@code filter}, sorted once for all who ask for it. */
  CompletionStage<RankedPeers> ranked(PeerFilter filter) {
    String order = (filter.isDescending() ? "-" : "") + filter.order();
    return share(
        "peers by " + order, () -> peers().thenApplyAsync(known -> RankedPeers.of(known, filter)));
  }

  @Override
  public CompletionStage<List<SeedPeer>> seedPeers() {
    return share("seedPeers", node::seedPeers);
  }

  @Override
  public CompletionStage<ConstellationPeers> constellationPeers() {
    return share("constellationPeers", node::constellationPeers);
  }

  @Override
  public CompletionStage<ConstellationStatus> constellationStatus() {
    return share("constellationStatus", node::constellationStatus);
  }

  @Override
  public CompletionStage<Optional<PeerDetail>> peer(NodeId id) {
    return share("peer " + id, () -> node.peer(id));
  }

  @Override
  public CompletionStage<Optional<OperatorDial>> dial(long id) {
    return share("dial " + id, () -> node.dial(id));
  }

  @Override
  public CompletionStage<List<PortConflict>> conflicts() {
    return share("conflicts", node::conflicts);
  }

  @Override
  public CompletionStage<Reachability> reachability() {
    return share("reachability", node::reachability);
  }

  @Override
  public CompletionStage<List<SeedHealth>> seeds() {
    return share("seeds", node::seeds);
  }

  @Override
  public CompletionStage<List<Ban>> bans() {
    return share("bans", node::bans);
  }

  @Override
  public CompletionStage<WhyNotConnected> why() {
    return share("why", node::why);
  }

  @Override
  public CompletionStage<Traffic> traffic() {
    return share("traffic", node::traffic);
  }

  @Override
  public List<ConfigValue> config() {
    return node.config();
  }

  @Override
  public List<LogLevel> logLevels() {
    return node.logLevels();
  }

  @Override
  public VersionInfo version() {
    return node.version();
  }

  @Override
  public Health health() {
    return node.health();
  }

  @Override
  public EventLog events() {
    return node.events();
  }

  /** The key names the source, so what comes out has the type that went in. */
  @SuppressWarnings("unchecked")
  private <T> CompletionStage<T> share(String key, Supplier<CompletionStage<T>> source) {
    return (CompletionStage<T>)
        recent.value(key, () -> source.get().<Object>thenApply(value -> value));
  }
}
