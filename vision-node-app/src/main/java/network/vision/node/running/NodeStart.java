package network.vision.node.running;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.List;
import network.vision.api.ApiConfig;
import network.vision.api.ApiLimits;
import network.vision.api.ApiListenException;
import network.vision.api.ApiServer;
import network.vision.gossip.Event;
import network.vision.gossip.GossipConfig;
import network.vision.gossip.LocalNode;
import network.vision.node.config.NodeConfig;
import network.vision.node.config.OperatorException;
import network.vision.node.outlet.Area;
import network.vision.node.outlet.EventOutlet;
import network.vision.node.outlet.NodeMetrics;
import network.vision.node.outlet.OperatorLog;
import network.vision.node.outlet.SettingsLog;
import network.vision.protocol.HostAndPort;
import network.vision.protocol.Identity;
import network.vision.protocol.IpAddress;
import network.vision.protocol.PeerAddress;
import network.vision.store.DataDirectory;
import network.vision.store.StoreException;
import network.vision.transport.HttpHandover;
import network.vision.transport.ListenException;
import network.vision.transport.Transport;
import network.vision.transport.TransportConfig;
import network.vision.upnp.MappingConfig;
import org.jspecify.annotations.Nullable;

/** Puts one node together, in the order in which the parts need each other. */
final class NodeStart {

  private static final String ROLE = "constellation";

  private final NodeConfig config;
  private final NodeSpec spec;
  private final OperatorLog log;
  private final SettingsLog settingsLog;
  private final NodeMetrics metrics = new NodeMetrics(Program.VERSION);
  private final EventOutlet events = new EventOutlet();
  private final Mailbox mailbox = new Mailbox();
  private final Crash crash;
  private final DiskReports diskReports;
  private final LastEvents lastEvents = new LastEvents();
  private final Rooms rooms = new Rooms();
  private final RouterDesk router;
  private final Outward outward;
  private final DialDesk dials;

  /**
   * @throws OperatorException if the proxy has no address
   */
  NodeStart(NodeSpec spec) throws OperatorException {
    this.config = spec.config();
    this.outward = Outward.of(config);
    this.dials = new DialDesk(outward, metrics.adapters(), mailbox);
    this.spec = spec;
    this.log = new OperatorLog(spec.label());
    this.crash = new Crash(config.dataDirectory(), log);
    this.diskReports = new DiskReports(log, metrics.adapters(), crash::by);
    this.settingsLog = new SettingsLog(spec.label());
    this.router = new RouterDesk(mailbox, metrics, log, events);
    rooms.add(metrics::close);
  }

  Node run() throws OperatorException {
    try {
      return open();
    } catch (OperatorException | RuntimeException e) {
      router.close();
      rooms.close();
      throw e;
    }
  }

  private Node open() throws OperatorException {
    DataDirectory directory = openDirectory();
    StoredBook book = StoredBook.begin(directory, log);
    rooms.add(book::end);
    rooms.add(mailbox::close);
    List<HostAndPort> seeds = StartingSeeds.of(config, refused -> log.warning(Area.STORE, refused));
    SocketPlan sockets = SocketPlan.of(config);
    String relay = "vision-http-" + directory.identity().nodeId();
    Transport transport = listen(sockets, relay);
    List<PeerAddress> listening = transport.listening();
    metrics.bindTransport(transport::stats);
    metrics.bindLease(router::leaseLeft);
    metrics.bindLog(log::withheld);
    metrics.bindMailbox(mailbox::size, mailbox::refusedOfPeers, mailbox::refusedQuestions);
    AlwaysPeers always = new AlwaysPeers(outward, metrics.adapters(), mailbox, log);
    Beacon beacon = new Beacon(config, outward, metrics.adapters(), mailbox, log);
    NodeFacts facts = facts(directory, listening);
    VerdictDesk verdicts = new VerdictDesk(listening, router::standing, log, events);
    HealthDesk health = new HealthDesk(mailbox, router, transport::listening);
    health.bookIsOnItsWay();
    LiveQueries queries = queries(facts, transport, beacon, verdicts, health);
    ApiServer api =
        serve(
            sockets,
            relay,
            queries,
            new LiveCommands(mailbox, router, always, dials, health.bookKnown()));
    PeerAddress apiAddress = apiAddress(sockets, api, listening);
    GossipConfig chosen = gossipConfig(seeds, listening);
    Core core = core(localNode(directory, apiAddress), chosen);
    log.starting(Program.VERSION, config.profile().name(), directory);
    List<Event> first = book.first(chosen.places(), new StoredBook.Desk(mailbox, health, crash));
    first.add(new Event.ListeningStarted(told(listening)));
    decide(core, first, transport, directory);
    config.peers().always().stream().filter(NodeStart::isName).forEach(always::keep);
    always.wantAll();
    rooms.add(new Watch(mailbox, facts, new Watch.Outlets(metrics, log, verdicts), always)::close);
    tell(listening, apiAddress, seeds.size());
    startMapping(listening, directory.identity());
    if (config.peers().beacon() != null) {
      beacon.start();
      rooms.add(beacon::close);
    }
    return new Node(
        new Node.Parts(
            directory.identity().nodeId(), listening, apiAddress, mailbox, router, rooms, log),
        crash);
  }

  private DataDirectory openDirectory() throws OperatorException {
    try {
      DataDirectory directory = DataDirectory.open(config.dataDirectory(), diskReports);
      rooms.add(directory::close);
      directory.bindTo(config.profile().genesisHash());
      crash.keepLastWords();
      rooms.add(LastWords.keep(config.dataDirectory(), lastEvents));
      return directory;
    } catch (StoreException e) {
      throw new OperatorException("--data-dir: " + e.getMessage(), e);
    }
  }

  private Transport listen(SocketPlan sockets, String localName) throws OperatorException {
    TransportConfig plain =
        outward.transport(OnePort.pick(sockets.transport())).with(caps()).with(flow());
    TransportConfig wanted =
        sockets.isShared()
            ? plain.with(new HttpHandover(localName, sockets::isHttpAnsweredOn))
            : plain;
    try {
      Transport transport =
          Transport.start(wanted, new SocketEvents(mailbox, metrics, log, crash::by));
      rooms.add(transport::close);
      return transport;
    } catch (ListenException e) {
      throw new OperatorException(config.p2p().listenSetting() + ": " + e.getMessage(), e);
    }
  }

  private TransportConfig.Caps caps() {
    TransportConfig.Caps usual = TransportConfig.Caps.DEFAULT;
    return new TransportConfig.Caps(
        usual.unfinished(),
        usual.unfinishedPerIp(),
        Math.max(usual.accepted(), config.peers().maxInbound() + usual.unfinished()),
        usual.relayed());
  }

  private TransportConfig.Flow flow() {
    TransportConfig.Flow usual = TransportConfig.Flow.DEFAULT;
    return new TransportConfig.Flow(
        usual.queuedBytes(),
        usual.skippedBytes(),
        usual.skippedPer(),
        usual.messagesPerSecond(),
        usual.messageBurst(),
        config.p2p().kibPerSecond() * 1024L);
  }

  private ApiServer serve(
      SocketPlan sockets, String relay, LiveQueries queries, LiveCommands commands)
      throws OperatorException {
    ApiConfig wanted =
        new ApiConfig(
            sockets.api(),
            sockets.isShared() ? relay : null,
            config.api().names(),
            config.api().origins(),
            !config.api().host().isLoopback(),
            token(),
            ApiLimits.STANDARD.withRequestsPerSecond(config.api().requestsPerSecond()));
    try {
      ApiServer api = ApiServer.start(wanted, queries, commands, metrics);
      rooms.add(api::close);
      metrics.bindApi(api::load);
      return api;
    } catch (ApiListenException e) {
      throw new OperatorException(config.api().portSetting() + ": " + e.getMessage(), e);
    }
  }

  private LiveQueries queries(
      NodeFacts facts,
      Transport transport,
      Beacon beacon,
      VerdictDesk verdicts,
      HealthDesk health) {
    return new LiveQueries(
        facts,
        mailbox,
        metrics,
        events,
        new LiveQueries.Desks(health, verdicts, dials),
        transport::stats,
        beacon::dialled);
  }

  private String token() throws OperatorException {
    try {
      return ApiToken.readOrMake(config.dataDirectory(), diskReports);
    } catch (StoreException e) {
      throw new OperatorException("--data-dir: " + e.getMessage(), e);
    }
  }

  private PeerAddress apiAddress(SocketPlan sockets, ApiServer api, List<PeerAddress> listening) {
    return sockets.isShared()
        ? new PeerAddress(config.api().host(), listening.getFirst().port())
        : api.address();
  }

  private void decide(Core core, List<Event> first, Transport transport, DataDirectory directory) {
    SeedNames names =
        new SeedNames(
            outward,
            metrics.adapters(),
            (seed, addresses) -> {
              if (addresses.isEmpty()) {
                log.nameUnknown(seed);
              }
              mailbox.deliver(new Event.SeedResolved(seed, addresses));
            });
    EffectRouter effects = new EffectRouter(transport, directory, names, metrics);
    NodeDuties.Outlets outlets = new NodeDuties.Outlets(log, metrics, events);
    NodeDuties duties = new NodeDuties(effects, transport, outlets, dials, crash);
    NodeLoop loop = NodeLoop.start(core, first, mailbox, duties, lastEvents);
    rooms.add(loop::stop);
  }

  private Core core(LocalNode local, GossipConfig chosen) throws OperatorException {
    return new CoreStart(log, settingsLog, rooms).make(local, chosen, config.log().trace());
  }

  /** What the core may tell others; behind a proxy nobody comes to where he sees us. */
  private List<PeerAddress> told(List<PeerAddress> listening) {
    return config.isHidden() ? List.of() : LocalAddresses.withWildcards(listening);
  }

  private LocalNode localNode(DataDirectory directory, PeerAddress apiAddress) {
    return new LocalNode(
        directory.identity(),
        config.profile(),
        directory.identity().defaultTag(),
        ROLE,
        directory.ebid().toString(),
        new SecureRandom().nextLong(),
        Program.WIRE_VERSION,
        Program.BUILD,
        apiAddress.ip().isLoopback() ? null : apiAddress.port(),
        config.p2p().saysPort());
  }

  private GossipConfig gossipConfig(List<HostAndPort> seeds, List<PeerAddress> listening) {
    GossipConfig usual = GossipConfig.defaults();
    List<PeerAddress> always =
        config.peers().always().stream()
            .filter(peer -> !isName(peer))
            .map(peer -> PeerAddress.parse(peer.toString()).orElseThrow())
            .toList();
    return new GossipConfig(
        config.peers().outbound(),
        config.peers().maxInbound(),
        config.peers().isPrivateAllowed(),
        seeds,
        always,
        advertised(listening),
        usual.pingInterval(),
        usual.pingTimeout(),
        usual.gossipInterval(),
        usual.feelerInterval(),
        config.preset().newBuckets(),
        config.preset().triedBuckets());
  }

  private @Nullable PeerAddress advertised(List<PeerAddress> listening) {
    NodeConfig.Advertised wanted = config.p2p().advertised();
    if (wanted == null) {
      return null;
    }
    Integer port = wanted.port();
    return new PeerAddress(wanted.ip(), port == null ? listening.getFirst().port() : port);
  }

  private NodeFacts facts(DataDirectory directory, List<PeerAddress> listening) {
    return new NodeFacts(
        directory.identity(), directory.ebid().toString(), config, spec.settings(), listening);
  }

  private void tell(List<PeerAddress> listening, PeerAddress apiAddress, int seeds) {
    LocalAddresses.shown(listening).forEach(log::localAddress);
    HostAndPort proxy = config.peers().socks5();
    if (proxy != null) {
      settingsLog.proxied(proxy, config.isHidden());
    }
    log.startingPeers(seeds, config.peers().always().size());
    settingsLog.dashboard("http://" + LocalAddresses.browsable(apiAddress) + "/");
  }

  private void startMapping(List<PeerAddress> listening, Identity identity) {
    if (!config.isRouterAsked()) {
      log.mappingIsOff("--upnp off, a network that needs none, or a proxy");
    } else if (listening.stream().allMatch(address -> address.ip().isLoopback())) {
      log.mappingIsOff("this node listens on loopback only");
    } else {
      router.start(mappedPorts(listening), config.peers().dialOnly(), mappingSecret(identity));
    }
  }

  private static List<Integer> mappedPorts(List<PeerAddress> listening) {
    return listening.stream()
        .filter(address -> !address.ip().isLoopback())
        .map(PeerAddress::port)
        .distinct()
        .limit(MappingConfig.MAX_PORTS)
        .toList();
  }

  /** A signature that is never told to anybody; the router of a killed run knows us by it. */
  private static String mappingSecret(Identity identity) {
    return identity.sign("vision-mapping-1".getBytes(StandardCharsets.UTF_8));
  }

  private static boolean isName(HostAndPort peer) {
    return IpAddress.parse(peer.host()).isEmpty();
  }
}
