package network.vision.api;

import static java.util.concurrent.CompletableFuture.completedStage;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import network.vision.protocol.HostAndPort;
import network.vision.protocol.IpAddress;
import network.vision.protocol.IpRange;
import network.vision.protocol.NodeId;
import network.vision.protocol.PeerAddress;
import network.vision.protocol.ReputationTier;

/**
 * A node with invented peers, the same for the same number of them, that remembers what it was told
 * to do.
 */
final class FakeNode implements NodeQueries, NodeCommands, MetricsSource {

  static final Instant T0 = Instant.ofEpochSecond(1_750_000_000);
  static final HostAndPort HOST = new HostAndPort("seed.example.org", 7072);
  static final NodeId SELF = new NodeId("5e1f".repeat(10));

  final List<String> done = new CopyOnWriteArrayList<>();
  final List<ApiRefusal> refusals = new CopyOnWriteArrayList<>();
  final AtomicInteger peerQueries = new AtomicInteger();
  final EventLog log = new EventLog(EventLog.STANDARD_CAPACITY, () -> T0);
  final Instant now;
  volatile List<PeerRow> rows;
  volatile int unplaced;
  volatile List<PortConflict> portConflicts;
  volatile Reachability reachability;
  volatile Health health = new Health(true, true, List.of(new Health.Check("loop", true, "turns")));
  volatile Outcome outcome = new Outcome.Done("done");
  volatile CompletionStage<WhyNotConnected> why;
  private long beats;

  FakeNode(int peers) {
    this(peers, T0);
  }

  FakeNode(int peers, Instant now) {
    this.now = now;
    this.rows = FakePeers.rows(peers, now);
    this.portConflicts = FakePeers.conflicts(rows, now);
    this.reachability = FakePeers.reachability(now);
    this.why =
        completedStage(
            new WhyNotConnected(
                3,
                2,
                8,
                "Most known peers refuse connections.",
                List.of(new WhyNotConnected.Reason("refused", 4, "the port is closed"))));
  }

  @Override
  public CompletionStage<KnownPeers> peers() {
    peerQueries.incrementAndGet();
    return completedStage(new KnownPeers(rows, unplaced));
  }

  @Override
  public CompletionStage<List<SeedPeer>> seedPeers() {
    return completedStage(
        rows.stream()
            .map(row -> new SeedPeer(new PeerAddress(row.ip(), row.port()), row.isReachable()))
            .toList());
  }

  @Override
  public CompletionStage<ConstellationPeers> constellationPeers() {
    return completedStage(
        ConstellationPeers.of(
            connected().stream()
                .map(row ->
                    new ConstellationPeers.Entry(
                        row.nodeTag(), new PeerAddress(row.ip(), row.port()), row.direction()))
                .toList()));
  }

  @Override
  public CompletionStage<ConstellationStatus> constellationStatus() {
    return completedStage(FakePeers.status(rows, connected().size(), now));
  }

  @Override
  public CompletionStage<Optional<PeerDetail>> peer(NodeId id) {
    return completedStage(
        rows.stream()
            .filter(row -> id.equals(row.nodeId()))
            .findFirst()
            .map(row -> FakePeers.detail(row, now)));
  }

  @Override
  public CompletionStage<Optional<OperatorDial>> dial(long id) {
    OperatorDial.State state = OperatorDial.State.REACHED;
    NodeId who = rows.isEmpty() ? null : rows.getFirst().nodeId();
    return completedStage(
        Optional.of(new OperatorDial(id, HOST, now, state, who, "", "it answered"))
            .filter(dial -> id == 1));
  }

  @Override
  public CompletionStage<List<PortConflict>> conflicts() {
    return completedStage(portConflicts);
  }

  @Override
  public CompletionStage<Reachability> reachability() {
    return completedStage(reachability);
  }

  @Override
  public CompletionStage<List<SeedHealth>> seeds() {
    return completedStage(
        List.of(
            new SeedHealth(
                HOST,
                "Sparks",
                SeedHealth.State.ANSWERS,
                List.of(PeerAddress.parse("198.51.100.9:7072").orElseThrow()),
                now.minusSeconds(60),
                now.minusSeconds(60),
                "")));
  }

  @Override
  public CompletionStage<List<Ban>> bans() {
    return completedStage(
        List.of(
            new Ban("192.0.2.66", now.minusSeconds(60), now.plusSeconds(3600), "flooded", true)));
  }

  @Override
  public CompletionStage<WhyNotConnected> why() {
    return why;
  }

  @Override
  public CompletionStage<Traffic> traffic() {
    beats++;
    Random random = new Random(beats);
    long messages = beats * 120 + random.nextInt(90);
    return completedStage(
        new Traffic(
            messages * 900, messages * 700, messages, messages - 20, beats * 3, beats * 2, beats));
  }

  @Override
  public List<ConfigValue> config() {
    return List.of(new ConfigValue("p2p-port", "7072", "default"));
  }

  @Override
  public List<LogLevel> logLevels() {
    return List.of(new LogLevel("gossip", LogLevel.Level.INFO));
  }

  @Override
  public VersionInfo version() {
    return new VersionInfo("vision-node", "1.1.1", "test", "25", "devnet", 2);
  }

  @Override
  public Health health() {
    return health;
  }

  @Override
  public EventLog events() {
    return log;
  }

  @Override
  public CompletionStage<Outcome> addPeer(HostAndPort address) {
    return did("add " + address);
  }

  @Override
  public CompletionStage<Outcome> dial(HostAndPort address) {
    return did("dial " + address);
  }

  @Override
  public CompletionStage<Outcome> disconnect(NodeId id) {
    return did("disconnect " + id);
  }

  @Override
  public CompletionStage<Outcome> ban(BanTarget target, Duration duration, String reason) {
    return did("ban " + name(target) + " " + duration + " " + reason);
  }

  @Override
  public CompletionStage<Outcome> unban(BanTarget target) {
    return did("unban " + name(target));
  }

  @Override
  public CompletionStage<Outcome> refreshMapping() {
    return did("refresh");
  }

  @Override
  public CompletionStage<Outcome> announce() {
    return did("announce");
  }

  @Override
  public CompletionStage<Outcome> setLogLevel(String area, LogLevel.Level level) {
    return did("log " + area + " " + level);
  }

  @Override
  public Scrape scrape(String acceptHeader) {
    return new Scrape("text/plain; version=0.0.4; charset=utf-8", "vision_peers 3\n");
  }

  @Override
  public void refused(ApiRefusal reason) {
    refusals.add(reason);
  }

  /** The bytes and words of a row that others are made from. */
  static PeerRow row(int index, String ip, int port) {
    return new PeerRow(
        IpAddress.parse(ip).orElseThrow(),
        port,
        "",
        PeerState.KNOWN_ONLY,
        PeerBucket.WARM,
        T0,
        null,
        0,
        0.5,
        new NodeId("%040x".formatted(index + 0x51de_0000L)),
        "VNODE-" + "%08X".formatted(index + 0x51de_0000L),
        "constellation",
        Provenance.GOSSIP,
        port == 7070 || port == 7072,
        null,
        ReputationTier.FAIR,
        false,
        false,
        4,
        1);
  }

  private List<PeerRow> connected() {
    List<PeerRow> connected = new ArrayList<>(rows);
    connected.removeIf(row -> row.state() != PeerState.CONNECTED);
    return connected;
  }

  private CompletionStage<Outcome> did(String what) {
    done.add(what);
    return completedStage(outcome);
  }

  private static String name(BanTarget target) {
    return switch (target) {
      case BanTarget.Node(NodeId id) -> id.text();
      case BanTarget.Address(PeerAddress address) -> address.toString();
      case BanTarget.Range(IpRange range) -> range.toString();
    };
  }
}
