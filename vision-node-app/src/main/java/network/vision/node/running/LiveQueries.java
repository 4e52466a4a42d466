package network.vision.node.running;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import network.vision.api.Ban;
import network.vision.api.ConfigValue;
import network.vision.api.ConstellationPeers;
import network.vision.api.ConstellationStatus;
import network.vision.api.EventLog;
import network.vision.api.Health;
import network.vision.api.KnownPeers;
import network.vision.api.LogLevel;
import network.vision.api.NodeQueries;
import network.vision.api.OperatorDial;
import network.vision.api.PeerDetail;
import network.vision.api.PortConflict;
import network.vision.api.Reachability;
import network.vision.api.SeedHealth;
import network.vision.api.SeedPeer;
import network.vision.api.Traffic;
import network.vision.api.VersionInfo;
import network.vision.api.WhyNotConnected;
import network.vision.gossip.GossipSummary;
import network.vision.gossip.GossipView;
import network.vision.node.outlet.EventOutlet;
import network.vision.node.outlet.LogSetup;
import network.vision.node.outlet.NodeMetrics;
import network.vision.node.view.BeaconRows;
import network.vision.node.view.PeerDetails;
import network.vision.node.view.PeerRows;
import network.vision.node.view.SeedRows;
import network.vision.node.view.StatusView;
import network.vision.node.view.TroubleRows;
import network.vision.node.view.WhyView;
import network.vision.protocol.HostAndPort;
import network.vision.protocol.NodeId;
import network.vision.transport.TransportStats;

/**
 * What the API asks of a running node, answered from a view that the loop builds.
 *
 * <p>Any thread; nothing here waits.
 */
final class LiveQueries implements NodeQueries {

  /** Who keeps what is not in a view. */
  record Desks(HealthDesk health, VerdictDesk verdicts, DialDesk dials) {}

  private final NodeFacts facts;
  private final Mailbox mailbox;
  private final NodeMetrics metrics;
  private final EventOutlet events;
  private final Desks desks;
  private final LogDesk logDesk = new LogDesk();
  private final Supplier<TransportStats> stats;
  private final Supplier<List<HostAndPort>> beaconSeeds;

  LiveQueries(
      NodeFacts facts,
      Mailbox mailbox,
      NodeMetrics metrics,
      EventOutlet events,
      Desks desks,
      Supplier<TransportStats> stats,
      Supplier<List<HostAndPort>> beaconSeeds) {
    this.facts = facts;
    this.mailbox = mailbox;
    this.metrics = metrics;
    this.events = events;
    this.desks = desks;
    this.stats = stats;
    this.beaconSeeds = beaconSeeds;
  }

  @Override
  public CompletionStage<KnownPeers> peers() {
    return view().thenApplyAsync(PeerRows::of);
  }

  @Override
  public CompletionStage<List<SeedPeer>> seedPeers() {
    return view().thenApplyAsync(PeerRows::reached);
  }

  @Override
  public CompletionStage<ConstellationPeers> constellationPeers() {
    return view().thenApplyAsync(PeerRows::connected);
  }

  @Override
  public CompletionStage<ConstellationStatus> constellationStatus() {
    return view().thenApplyAsync(view -> StatusView.of(view, self()));
  }

  @Override
  public CompletionStage<Optional<PeerDetail>> peer(NodeId id) {
    return view().thenApplyAsync(view -> PeerDetails.of(view, id));
  }

  @Override
  public CompletionStage<Optional<OperatorDial>> dial(long id) {
    return desks.dials().find(id);
  }

  @Override
  public CompletionStage<List<PortConflict>> conflicts() {
    return view().thenApplyAsync(TroubleRows::conflicts);
  }

  @Override
  public CompletionStage<Reachability> reachability() {
    return summary().thenApplyAsync(desks.verdicts()::of);
  }

  @Override
  public CompletionStage<List<SeedHealth>> seeds() {
    return view().thenApplyAsync(this::seeds);
  }

  @Override
  public CompletionStage<List<Ban>> bans() {
    return summary().thenApplyAsync(TroubleRows::bans);
  }

  @Override
  public CompletionStage<WhyNotConnected> why() {
    return view().thenApplyAsync(view -> WhyView.of(view.why()));
  }

  @Override
  public CompletionStage<Traffic> traffic() {
    return CompletableFuture.completedFuture(metrics.traffic(stats.get()));
  }

  @Override
  public List<ConfigValue> config() {
    return facts.settings().stream()
        .map(row -> new ConfigValue(row.setting().key(), row.text(), row.source().label()))
        .toList();
  }

  @Override
  public List<LogLevel> logLevels() {
    return logDesk.levels();
  }

  @Override
  public VersionInfo version() {
    return new VersionInfo(
        Program.NAME,
        Program.VERSION,
        "",
        Runtime.version().toString(),
        facts.config().profile().name(),
        facts.config().profile().protocolVersion());
  }

  @Override
  public Health health() {
    return desks.health().health();
  }

  @Override
  public EventLog events() {
    return events.events();
  }

  private CompletableFuture<GossipView> view() {
    return mailbox.ask(Function.identity());
  }

  private CompletableFuture<GossipSummary> summary() {
    return mailbox.askInShort(Function.identity());
  }

  private List<SeedHealth> seeds(GossipView view) {
    return Stream.concat(
            SeedRows.of(view.summary(), facts.config().profile()).stream(),
            BeaconRows.of(view, beaconSeeds.get()).stream())
        .toList();
  }

  private StatusView.Node self() {
    return new StatusView.Node(
        facts.identity(),
        facts.ebid(),
        events.lastPeerEventAt(),
        LogSetup.isDebugging(),
        facts.listening().stream().allMatch(address -> address.ip().isIpv4()),
        metrics.refusedPeers());
  }
}
