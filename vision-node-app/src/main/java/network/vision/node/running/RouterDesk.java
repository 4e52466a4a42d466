package network.vision.node.running;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import network.vision.gossip.Event;
import network.vision.node.outlet.EventOutlet;
import network.vision.node.outlet.MappingState;
import network.vision.node.outlet.NodeMetrics;
import network.vision.node.outlet.OperatorLog;
import network.vision.node.outlet.RouterStanding;
import network.vision.protocol.IpRange;
import network.vision.protocol.PeerAddress;
import network.vision.upnp.MappingConfig;
import network.vision.upnp.MappingEvent;
import network.vision.upnp.PortMapper;
import network.vision.upnp.PortMapping;
import network.vision.upnp.Router;
import org.jspecify.annotations.Nullable;

/**
 * The node's dealings with the router: tells the core what is mapped, and everybody else how it
 * stands.
 *
 * <p>Events come on {@code vision-router}; any thread may look.
 */
public final class RouterDesk implements AutoCloseable {

  private final Mailbox mailbox;
  private final NodeMetrics metrics;
  private final OperatorLog log;
  private final EventOutlet events;
  private volatile RouterStanding standing = RouterStanding.OFF;
  private final Map<PeerAddress, PortMapping> mappings = new LinkedHashMap<>();
  private List<Integer> ports = List.of();
  private volatile @Nullable PortMapper mapper;

  RouterDesk(Mailbox mailbox, NodeMetrics metrics, OperatorLog log, EventOutlet events) {
    this.mailbox = mailbox;
    this.metrics = metrics;
    this.log = log;
    this.events = events;
  }

  /**
   * Has {@code wanted} mapped from now on, and returns at once.
   *
   * @param wanted ports, 1–16, that of the address to advertise first
   * @param secret what shows the router that a mapping is ours, the same after a restart
   * @param dialOnly the only ranges in which a router is spoken to; empty: anywhere
   */
  void start(List<Integer> wanted, List<IpRange> dialOnly, String secret) {
    ports = List.copyOf(wanted);
    ports.forEach(log::mappingBegins);
    MappingConfig config =
        MappingConfig.of(ports, new SecureRandom()).withDialOnly(dialOnly).withSecret(secret);
    mapper = PortMapper.start(config, this::onMapping);
  }

  /** How it stands now. */
  public RouterStanding standing() {
    return standing.until(leaseLeft().map(Instant.now()::plus).orElse(null));
  }

  /** How long the mapping stands unless it is renewed; empty: there is none, or it does not end. */
  public Optional<Duration> leaseLeft() {
    PortMapper asked = mapper;
    return asked == null ? Optional.empty() : asked.leaseLeft();
  }

  /** Asks the router again; false: it is not asked at all. */
  public boolean refresh() {
    PortMapper asked = mapper;
    if (asked != null) {
      asked.refresh();
    }
    return asked != null;
  }

  /** Takes the mapping back. */
  @Override
  public void close() {
    PortMapper asked = mapper;
    if (asked != null) {
      asked.close();
    }
  }

  private void onMapping(MappingEvent event) {
    standing = after(event);
    metrics.show(standing.state());
    metrics.adapters().count(event);
    log.tell(event);
    events.tell(event);
    if (remember(event)) {
      mailbox.deliver(new Event.PortsMapped(forwarded()));
    }
  }

  /** Of several mappings that of the first port is shown, and of its families IPv4. */
  private boolean isFirst(PortMapping mapping) {
    PortMapping shown = standing.mapping();
    return shown == null
        || isSamePort(shown, mapping)
        || (mapping.internal().port() == ports.getFirst() && mapping.internal().ip().isIpv4());
  }

  /** Whether {@code event} changes what is forwarded. */
  private boolean remember(MappingEvent event) {
    return switch (event) {
      case MappingEvent.PortMapped(PortMapping mapping) -> {
        forget(mapping);
        mappings.put(mapping.internal(), mapping);
        yield true;
      }
      case MappingEvent.MappingLost(PortMapping mapping) -> forget(mapping);
      case MappingEvent.MappingRemoved removed -> forget(removed.mapping());
      case MappingEvent.SearchStarted _,
          MappingEvent.RouterMissing _,
          MappingEvent.RouterFound _,
          MappingEvent.PortRefused _ ->
          false;
    };
  }

  private boolean forget(PortMapping mapping) {
    return mappings.values().removeIf(one -> isSamePort(one, mapping));
  }

  /** What is forwarded, in the order of the listening ports. */
  private List<Event.Mapping> forwarded() {
    return mappings.values().stream()
        .sorted(Comparator.comparingInt(one -> ports.indexOf(one.internal().port())))
        .map(one ->
            new Event.Mapping(
                one.internal().ip().isIpv4(), one.externalPort(), one.router().externalIp()))
        .toList();
  }

  private static boolean isSamePort(PortMapping one, PortMapping other) {
    return one.internal().port() == other.internal().port()
        && one.internal().ip().isIpv4() == other.internal().ip().isIpv4();
  }

  private RouterStanding after(MappingEvent event) {
    RouterStanding before = standing;
    MappingState state = MappingState.after(event);
    return switch (event) {
      case MappingEvent.SearchStarted _, MappingEvent.RouterMissing _ ->
          new RouterStanding(state, null, null, null, false);
      case MappingEvent.RouterFound(Router router) ->
          before.mapping() == null
              ? new RouterStanding(state, router, null, null, router.isBehindAnotherNat())
              : new RouterStanding(
                  before.state(), router, before.mapping(), null, router.isBehindAnotherNat());
      case MappingEvent.PortMapped(PortMapping mapping) when isFirst(mapping) ->
          new RouterStanding(
              state, mapping.router(), mapping, null, mapping.router().isBehindAnotherNat());
      case MappingEvent.PortMapped _ -> before;
      case MappingEvent.PortRefused refused when refused.port() == ports.getFirst() ->
          new RouterStanding(state, refused.router(), null, null, refused.suggestsAnotherNat());
      case MappingEvent.PortRefused _ -> before;
      case MappingEvent.MappingLost(PortMapping mapping) -> without(before, state, mapping);
      case MappingEvent.MappingRemoved removed -> without(before, state, removed.mapping());
    };
  }

  private static RouterStanding without(
      RouterStanding before, MappingState state, PortMapping gone) {
    PortMapping shown = before.mapping();
    return shown == null || isSamePort(shown, gone)
        ? new RouterStanding(state, before.router(), null, null, before.isShared())
        : before;
  }
}
