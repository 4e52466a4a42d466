package network.vision.node.outlet;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import network.vision.gossip.Notice;
import network.vision.protocol.HostAndPort;
import network.vision.protocol.IpAddress;
import network.vision.protocol.NodeId;
import network.vision.protocol.PeerAddress;
import network.vision.store.DataDirectory;
import network.vision.store.LoadReport;
import network.vision.store.StoreEvent;
import network.vision.transport.InboundRefusal;
import network.vision.transport.Trouble;
import network.vision.upnp.MappingEvent;
import network.vision.upnp.PortMapping;
import network.vision.upnp.Router;

/**
 * Every line of one node's log, worded once.
 *
 * <p>Peers are named by their tag and the first eight characters of their id, everywhere the same.
 * What a peer can cause is DEBUG, or at most {@value LineLimit#LINES_PER_MINUTE} lines a minute and
 * kind, with one line that sums up the rest ({@link #sumUp}).
 *
 * <p>Any thread. Source: {@code docs/PROTOCOL.md §8}: the texts of three lines are fixed.
 */
public final class OperatorLog {

  private final LogWriter to;
  private final NoticeLines notices;

  /**
   * The log of one node.
   *
   * @param label says which node, where a process runs several; else ""
   */
  public OperatorLog(String label) {
    this.to = new LogWriter(label);
    this.notices = new NoticeLines(to);
  }

  /** The node begins. */
  public void starting(String version, String network, DataDirectory directory) {
    NodeId id = directory.identity().nodeId();
    to.info(Area.NODE, "Vision node {} on {}, id {}", version, network, id);
    to.info(Area.NODE, "Data directory: {}", directory.path());
    if (directory.isNew()) {
      to.info(Area.NODE, "This is a new node; keep a copy of the file identity there");
    }
  }

  /** Where peers find us on our own network; the text is fixed. */
  public void localAddress(PeerAddress address) {
    to.info(Area.NETWORK, "Local P2P address: {}", address);
  }

  /** The store held more peers than the book has room for. */
  public void tooManyRemembered(int forgotten, int kept) {
    to.info(
        Area.STORE,
        "{} peers are forgotten that did not change for longest: there is room for {}",
        forgotten,
        kept);
  }

  /** What the start is told of others. */
  public void startingPeers(int seeds, int always) {
    to.info(Area.NETWORK, "{} seeds, {} peers to keep connected", seeds, always);
  }

  /** What is known of others from before. */
  public void remembered(int peers) {
    to.info(Area.STORE, "{} peers remembered", peers);
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
    notices.tell(notice);
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
          to.frequent(
              LogWriter.Frequent.SOCKETS,
              "No file descriptor is left: nobody new is accepted; raise ulimit -n");
      case Trouble.DescriptorsAvailable _ ->
          to.frequent(
              LogWriter.Frequent.SOCKETS,
              "File descriptors are left again: connections are accepted");
      case Trouble.AcceptFailed(String detail) ->
          to.frequent(LogWriter.Frequent.SOCKETS, "Accepting a connection failed: {}", detail);
      case Trouble.Fault(Throwable cause) -> mistake(Area.NETWORK, "in the transport", cause);
    }
  }

  /** What the disk suffers. */
  public void tell(StoreEvent event) {
    switch (event) {
      case StoreEvent.DiskThreadDied(Throwable cause) ->
          mistake(Area.STORE, "in the disk thread", cause);
      case StoreEvent.SaveRecovered _ -> to.info(Area.STORE, "{}", StoreWords.of(event));
      default -> to.warn(Area.STORE, "{}", StoreWords.of(event));
    }
  }

  /** What was found damaged on opening. */
  public void damaged(LoadReport report) {
    to.warn(Area.STORE, "{}", StoreWords.of(report));
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

  /** Something that is our own fault, and where. */
  public void mistake(Area area, String where, Throwable cause) {
    to.error(area, "A mistake of the program {}", where, cause);
  }
}
