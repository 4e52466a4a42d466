package network.vision.node.running;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import network.vision.gossip.Event;
import network.vision.node.outlet.EventOutlet;
import network.vision.node.outlet.MappingState;
import network.vision.node.outlet.NodeMetrics;
import network.vision.node.outlet.OperatorLog;
import network.vision.protocol.IpRange;
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

  /**
   * How it stands.
   *
   * @param state in a word
   * @param router who answers; null: nobody
   * @param mapping what it forwards; null: nothing
   * @param since when the mapping was last made or renewed
   */
  public record Standing(
      MappingState state, @Nullable Router router, @Nullable PortMapping mapping, Instant since) {}

  private final Mailbox mailbox;
  private final NodeMetrics metrics;
  private final OperatorLog log;
  private final EventOutlet events;
  private volatile Standing standing = new Standing(MappingState.OFF, null, null, Instant.EPOCH);
  private volatile @Nullable PortMapper mapper;

  RouterDesk(Mailbox mailbox, NodeMetrics metrics, OperatorLog log, EventOutlet events) {
    this.mailbox = mailbox;
    this.metrics = metrics;
    this.log = log;
    this.events = events;
  }

  /**
   * Has {@code port} mapped from now on, and returns at once.
   *
   * @param dialOnly the only ranges in which a router is spoken to; empty: anywhere
   */
  void start(int port, List<IpRange> dialOnly) {
    log.mappingBegins(port);
    MappingConfig config =
        MappingConfig.of(List.of(port), new SecureRandom()).withDialOnly(dialOnly);
    mapper = PortMapper.start(config, this::onMapping);
  }

  /** How it stands now. */
  public Standing standing() {
    return standing;
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
    external(event).ifPresent(mailbox::deliver);
  }

  private Standing after(MappingEvent event) {
    Standing before = standing;
    MappingState state = MappingState.after(event);
    return switch (event) {
      case MappingEvent.SearchStarted _, MappingEvent.RouterMissing _ ->
          new Standing(state, null, null, Instant.now());
      case MappingEvent.RouterFound(Router router) ->
          before.mapping() == null
              ? new Standing(state, router, null, Instant.now())
              : new Standing(before.state(), router, before.mapping(), before.since());
      case MappingEvent.PortMapped(PortMapping mapping) ->
          new Standing(state, mapping.router(), mapping, Instant.now());
      case MappingEvent.PortRefused refused ->
          new Standing(state, refused.router(), null, Instant.now());
      case MappingEvent.MappingLost _, MappingEvent.MappingRemoved _ ->
          new Standing(state, before.router(), null, Instant.now());
    };
  }

  private static Optional<Event> external(MappingEvent event) {
    return switch (event) {
      case MappingEvent.PortMapped(PortMapping mapping) ->
          Optional.of(new Event.PortMapped(mapping.external().orElse(null)));
      case MappingEvent.MappingLost _, MappingEvent.MappingRemoved _ ->
          Optional.of(new Event.PortMapped(null));
      case MappingEvent.SearchStarted _,
          MappingEvent.RouterMissing _,
          MappingEvent.RouterFound _,
          MappingEvent.PortRefused _ ->
          Optional.empty();
    };
  }
}
