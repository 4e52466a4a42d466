package network.vision.node.outlet;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import network.vision.gossip.Ban;
import network.vision.gossip.BanTarget;
import network.vision.gossip.DialFailure;
import network.vision.gossip.Direction;
import network.vision.gossip.Notice;
import network.vision.protocol.HostAndPort;
import network.vision.protocol.Identity;
import network.vision.protocol.IpAddress;
import network.vision.protocol.NodeId;
import network.vision.protocol.PeerAddress;
import network.vision.store.Damage;
import network.vision.store.LoadReport;
import network.vision.store.StoreEvent;
import network.vision.transport.InboundRefusal;
import network.vision.transport.Trouble;
import network.vision.upnp.MappingEvent;
import network.vision.upnp.PortMapping;
import network.vision.upnp.Router;
import org.jspecify.annotations.Nullable;

/**
 * Every line of one node's log, worded once.
 *
 * <p>Peers are named by their tag and the first eight characters of their id, everywhere the same.
 * What a peer can cause is DEBUG, or INFO of at most {@value LineLimit#LINES_PER_MINUTE} lines a
 * minute and kind, with one line that sums up the rest ({@link #sumUp}).
 *
 * <p>Any thread. Source: {@code docs/PROTOCOL.md §8}: the texts of three lines are fixed.
 */
public final class OperatorLog {

  private static final int SEED_IS_DEAD = 3;

  private final LogWriter to;

  /**
   * The log of one node.
   *
   * @param label says which node, where a process runs several; else ""
   */
  public OperatorLog(String label) {
    this.to = new LogWriter(label);
  }

  /** The node begins. */
  public void starting(String version, String network, Identity identity, Object directory) {
    to.info(Area.NODE, "Vision node {} on {}, id {}", version, network, identity.nodeId());
    to.info(Area.NODE, "Data directory: {}", directory);
  }

  /** Where peers find us on our own network; the text is fixed. */
  public void localAddress(PeerAddress address) {
    to.info(Area.NETWORK, "Local P2P address: {}", address);
  }

  /** What the start knows of others. */
  public void startingPeers(int remembered, int seeds, int always) {
    to.info(
        Area.NETWORK,
        "{} peers remembered, {} seeds, {} peers to keep connected",
        remembered,
        seeds,
        always);
  }

  /** The router is about to be asked; the text is fixed. */
  public void mappingBegins(int port) {
    to.info(Area.UPNP, "Attempting automatic port forwarding for P2P port {}...", port);
  }

  /** The router is not asked. */
  public void mappingIsOff(String why) {
    to.info(Area.UPNP, "Automatic port forwarding is off: {}", why);
  }

  /** What became of the wish that the router forwards our port. */
  public void tell(MappingEvent event) {
    switch (event) {
      case MappingEvent.SearchStarted _ -> to.debug(Area.UPNP, "Looking for a router");
      case MappingEvent.RouterMissing(MappingEvent.RouterMissing.Reason reason) ->
          to.info(Area.UPNP, "No automatic port forwarding: {}", ReachText.of(reason));
      case MappingEvent.RouterFound(Router router) ->
          to.info(
              Area.UPNP,
              "Router {} ({}) at {}, outer address {}{}",
              router.description().isEmpty() ? "without a name" : router.description(),
              router.protocol(),
              router.address(),
              router.externalIp() == null ? "unknown" : router.externalIp(),
              router.isBehindAnotherNat() ? ", which is not a public one" : "");
      case MappingEvent.PortMapped(PortMapping mapping) ->
          to.info(
              Area.UPNP,
              "The router forwards port {} to {} for {} s",
              mapping.externalPort(),
              mapping.internal(),
              mapping.lease().toSeconds());
      case MappingEvent.PortRefused refused ->
          to.warn(
              Area.UPNP,
              "The router will not forward port {}: {} ({})",
              refused.port(),
              refused.reason(),
              refused.code());
      case MappingEvent.MappingLost(PortMapping mapping) ->
          to.warn(Area.UPNP, "The router no longer forwards port {}", mapping.externalPort());
      case MappingEvent.MappingRemoved removed ->
          to.info(
              Area.UPNP,
              "Port {} {}",
              removed.mapping().externalPort(),
              removed.isConfirmed()
                  ? "is no longer forwarded"
                  : "may be forwarded until its lease ends: the router did not answer");
    }
  }

  /** The node has ended. */
  public void stopped(Duration took) {
    to.info(Area.NODE, "Stopped in {} ms", took.toMillis());
  }

  /** A seed's or a peer's name has no address now. */
  public void nameUnknown(HostAndPort seed) {
    to.warn(Area.NETWORK, "{} has no address", seed);
  }

  /** A beacon has named seeds. */
  public void beaconAnswered(URI beacon, int seeds) {
    to.info(Area.NETWORK, "{} names {} seeds", beacon, seeds);
  }

  /** A beacon cannot be used. */
  public void beaconFailed(String why, int kept) {
    to.warn(Area.NETWORK, "Beacon: {}; {} seeds of its last answer are used", why, kept);
  }

  /** What a notice says, if a line is due. */
  public void tell(Notice notice) {
    switch (notice) {
      case Notice.PeerDiscovered found -> discovered(found);
      case Notice.PeerConnected peer -> connected(peer);
      case Notice.PeerDisconnected gone ->
          to.frequent(
              LogWriter.Frequent.DISCONNECTED,
              "Disconnected from {} ({}): {}",
              gone.peer().shortText(),
              side(gone.direction()),
              gone.reason());
      case Notice.PeerMoved moved ->
          to.frequent(
              LogWriter.Frequent.MOVED,
              "{} has moved from {} to {}",
              moved.peer().shortText(),
              moved.from(),
              moved.to());
      case Notice.HandshakeRefused refused ->
          to.debug(
              Area.NETWORK,
              "Refused the {} handshake of {}: {}",
              side(refused.direction()),
              refused.remote(),
              refused.refusal().label());
      case Notice.DialStarted dial ->
          to.debug(Area.NETWORK, "Dialling {} with version {}", dial.address(), dial.version());
      case Notice.DialEnded dial -> dialEnded(dial);
      case Notice.StaleAddressDialled stale ->
          to.debug(Area.NETWORK, "{} was dialled although it had been replaced", stale.address());
      case Notice.GossipHeard heard -> gossipHeard(heard);
      case Notice.AddressAdvertised ours -> advertised(ours);
      case Notice.DialledBack back ->
          to.frequent(LogWriter.Frequent.DIALLED_BACK, "{}", ReachText.of(back.finding()));
      case Notice.DialBackServed served -> to.debug(Area.NETWORK, "{}", ReachText.of(served));
      case Notice.PortConflict conflict -> conflict(conflict);
      case Notice.SeedFailed failed -> seedFailed(failed);
      case Notice.SeedAnswered answered -> seedAnswered(answered);
      case Notice.RoundTripMeasured trip -> roundTrip(trip);
      case Notice.Banned(Ban ban) -> banned(ban);
      case Notice.BanEnded(BanTarget target) -> banEnded(target);
      case Notice.Misbehaved bad ->
          to.debug(Area.NETWORK, "{} is blamed for {}", bad.remote(), bad.misdeed().label());
    }
  }

  /** A socket that was accepted has ended before its handshake. */
  public void inboundRefused(IpAddress remote, InboundRefusal refusal) {
    to.debug(
        Area.NETWORK, "A connection from {} came to nothing: {}", remote, refusal.kind().label());
  }

  /** What the sockets suffer. */
  public void tell(Trouble trouble) {
    switch (trouble) {
      case Trouble.DescriptorsExhausted _ ->
          to.warn(
              Area.NETWORK, "No file descriptor is left: nobody new is accepted; raise ulimit -n");
      case Trouble.DescriptorsAvailable _ ->
          to.info(Area.NETWORK, "File descriptors are left again: connections are accepted");
      case Trouble.AcceptFailed(String detail) ->
          to.warn(Area.NETWORK, "Accepting a connection failed: {}", detail);
      case Trouble.Fault(Throwable cause) -> mistake(Area.NETWORK, "in the transport", cause);
    }
  }

  /** What the disk suffers. */
  public void tell(StoreEvent event) {
    switch (event) {
      case StoreEvent.PutAside aside ->
          to.warn(Area.STORE, "{} was damaged and is now {}", aside.file(), aside.aside());
      case StoreEvent.SaveFailed failed ->
          to.warn(
              Area.STORE,
              "Cannot write {}: {}; {} changes wait in memory",
              failed.file(),
              failed.reason(),
              failed.waiting());
      case StoreEvent.SaveRecovered again ->
          to.info(
              Area.STORE,
              "{} can be written again after {} s; nothing is lost",
              again.file(),
              again.after().toSeconds());
      case StoreEvent.MemoryFull full ->
          to.warn(
              Area.STORE, "{} changes wait: new peers are not remembered for now", full.limit());
      case StoreEvent.ChangesLost lost ->
          to.warn(Area.STORE, "{} changes could not be written to {}", lost.changes(), lost.file());
      case StoreEvent.DiskThreadDied(Throwable cause) ->
          mistake(Area.STORE, "in the disk thread", cause);
    }
  }

  /** What was found damaged on opening. */
  public void damaged(LoadReport report) {
    Damage first = report.damages().getFirst();
    to.warn(
        Area.STORE,
        "{}: {} damaged places, such as {}; they were left out and {}",
        report.file(),
        report.damagedPlaces(),
        first,
        report.keptAside() == null ? "held nothing" : "are kept in " + report.keptAside());
  }

  /** Whether others can reach us, when it has changed. */
  public void verdict(String verdict, String advice) {
    to.frequent(LogWriter.Frequent.VERDICT, "Reachability is {}: {}", verdict, advice);
  }

  /** Something that an operator should know and can act on. */
  public void warning(Area area, String text) {
    to.warn(area, "{}", text);
  }

  /** The loop ended by a mistake of ours: the events before it, and what was thrown. */
  public void loopDied(Throwable mistake, List<?> lastEvents) {
    to.error(Area.NODE, "The last {} events:", lastEvents.size());
    lastEvents.forEach(event -> to.error(Area.NODE, "  {}", event));
    mistake(Area.NODE, "in the loop", mistake);
  }

  /** How many lines were left out, since the start. */
  public long withheld() {
    return to.withheld();
  }

  /** Writes one line for each kind of which lines were withheld in a minute that is over. */
  public void sumUp() {
    to.sumUp();
  }

  /**
   * The text is fixed, and the network's scripts look for it whichever message has named the peer.
   */
  private void discovered(Notice.PeerDiscovered found) {
    to.frequent(
        LogWriter.Frequent.DISCOVERED,
        "Discovered new peer from gossip: {} ({}) at {}",
        tag(found.tag(), found.peer()),
        found.peer(),
        found.address());
    to.debug(
        Area.GOSSIP,
        "{} at {} is known from {}",
        found.peer().shortText(),
        found.address(),
        found.provenance().label());
  }

  private void connected(Notice.PeerConnected peer) {
    to.frequent(
        LogWriter.Frequent.CONNECTED,
        "Connected to {} {} ({}, version {}{})",
        tag(peer.tag(), peer.peer()),
        peer.address() == null ? "at no address of its own" : "at " + peer.address(),
        side(peer.direction()),
        peer.version().wireByte(),
        peer.isProven() ? ", proven" : "");
  }

  private void dialEnded(Notice.DialEnded dial) {
    if (dial.failure() != null) {
      to.debug(
          Area.NETWORK,
          "{} was not reached: {} after {} ms",
          dial.address(),
          dial.failure().label(),
          dial.took().toMillis());
    }
  }

  /** A seed that has failed three times in a row is said to be dead, once. */
  private void seedFailed(Notice.SeedFailed failed) {
    DialFailure failure = failed.failure();
    String why = failure == null ? "its name has no address" : failure.label();
    if (failed.inARow() == SEED_IS_DEAD) {
      to.warn(
          Area.NETWORK,
          "Seed {} does not answer ({}); it is asked again and again, ever more seldom",
          failed.seed(),
          why);
    } else {
      to.debug(Area.NETWORK, "Seed {} failed {} times: {}", failed.seed(), failed.inARow(), why);
    }
  }

  private void conflict(Notice.PortConflict conflict) {
    to.frequent(
        LogWriter.Frequent.CONFLICT,
        "Port conflict ({}) at {}: {}",
        conflict.kind().label(),
        conflict.ip(),
        conflict.addresses());
  }

  private void roundTrip(Notice.RoundTripMeasured trip) {
    to.trace(
        Area.NETWORK,
        "{} answered in {} ms",
        trip.connection().value(),
        trip.roundTrip().toMillis());
  }

  private void banned(Ban ban) {
    to.frequent(
        LogWriter.Frequent.BANNED,
        "Banned {} until {}{}{}",
        ban.target().text(),
        ban.until(),
        ban.isByOperator() ? ", by the operator" : "",
        ban.reason().isEmpty() ? "" : ": " + ban.reason());
  }

  private void banEnded(BanTarget target) {
    to.frequent(LogWriter.Frequent.BANNED, "{} is no longer banned", target.text());
  }

  private void seedAnswered(Notice.SeedAnswered answered) {
    to.info(Area.NETWORK, "Seed {} answers at {}", answered.seed(), answered.address());
  }

  private void gossipHeard(Notice.GossipHeard heard) {
    to.debug(
        Area.GOSSIP,
        "Heard of {} new, {} known, {} refused peers",
        heard.accepted(),
        heard.known(),
        heard.refused().size());
  }

  private void advertised(Notice.AddressAdvertised ours) {
    to.frequent(
        LogWriter.Frequent.ADVERTISED,
        "Peers are told {}: {}",
        ours.address() == null ? "no address" : ours.address(),
        ours.reason());
  }

  private static String side(Direction direction) {
    return switch (direction) {
      case INBOUND -> "inbound";
      case OUTBOUND -> "outbound";
    };
  }

  private static String tag(String tag, @Nullable NodeId peer) {
    return tag.isEmpty() && peer != null ? peer.shortText() : tag;
  }

  /** Something that is our own fault, and where. */
  public void mistake(Area area, String where, Throwable cause) {
    to.error(area, "A mistake of the program {}", where, cause);
  }
}
