package network.vision.upnp;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import network.vision.upnp.http.Deadline;

/**
 * Port mapping on the home router, from {@link #start} to {@link #close}: finds a router, has it
 * map every wanted port, keeps the mappings alive, notices within twice the poll interval when one
 * is lost or changed, and takes them back.
 *
 * <p>IPv4 ports are mapped by UPnP, PCP or NAT-PMP, whichever answers first. The firewall of an
 * IPv6 router is opened by PCP where it can; of IPv6 only what became of mappings is reported, as
 * most routers have nothing to say.
 *
 * <p>Owner: the virtual thread {@code vision-router}, and {@code vision-router-6} for IPv6.
 * Failure: whatever a router does becomes an event; nothing is thrown.
 */
public final class PortMapper implements AutoCloseable {

  /** For a thread that comes late to its own deadline. */
  private static final Duration GRACE = Duration.ofMillis(300);

  private final MappingConfig config;
  private final MappingListener listener;
  private final List<MappingKeeper> keepers;
  private boolean isClosed;

  private PortMapper(MappingConfig config, MappingListener listener, Lan ipv4, Lan ipv6) {
    this.config = config;
    this.listener = listener;
    this.keepers =
        List.of(
            new MappingKeeper("vision-router", ipv4, config, this::report),
            new MappingKeeper("vision-router-6", ipv6, config, this::reportOfIpv6));
  }

  /** Starts mapping, and returns at once. */
  public static PortMapper start(MappingConfig config, MappingListener listener) {
    return start(config, listener, Lan.ipv4(), Lan.ipv6());
  }

  static PortMapper start(MappingConfig config, MappingListener listener, Lan ipv4, Lan ipv6) {
    PortMapper mapper = new PortMapper(config, listener, ipv4, ipv6);
    mapper.keepers.forEach(MappingKeeper::start);
    return mapper;
  }

  /**
   * Checks everything now instead of at the next poll: for when the network is known to have
   * changed.
   */
  public void refresh() {
    keepers.forEach(MappingKeeper::refresh);
  }

  /** How long the first mapping stands unless it is renewed, as it will be; empty: none ends. */
  public Optional<Duration> leaseLeft() {
    return keepers.stream()
        .flatMap(keeper -> keeper.leaseLeft().stream())
        .min(Comparator.naturalOrder());
  }

  /**
   * Takes the mappings back, for at most the configured close time and a little; no event comes
   * after that. An interrupt ends the waiting.
   */
  @Override
  public void close() {
    Deadline deadline = Deadline.in(config.closeTime().plus(GRACE));
    keepers.forEach(MappingKeeper::close);
    try {
      for (MappingKeeper keeper : keepers) {
        keeper.awaitEnd(deadline);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    synchronized (this) {
      isClosed = true;
    }
  }

  private synchronized void report(MappingEvent event) {
    if (!isClosed) {
      listener.onMapping(event);
    }
  }

  private void reportOfIpv6(MappingEvent event) {
    switch (event) {
      case MappingEvent.PortMapped _, MappingEvent.MappingLost _, MappingEvent.MappingRemoved _ ->
          report(event);
      case MappingEvent.SearchStarted _,
          MappingEvent.RouterMissing _,
          MappingEvent.RouterFound _,
          MappingEvent.PortRefused _ -> {}
    }
  }
}
