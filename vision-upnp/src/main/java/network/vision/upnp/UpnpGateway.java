package network.vision.upnp;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import network.vision.protocol.IpAddress;
import network.vision.upnp.Gateway.Answer.Denied;
import network.vision.upnp.Gateway.Answer.Granted;
import network.vision.upnp.http.Deadline;
import org.jspecify.annotations.Nullable;

/**
 * A UPnP internet gateway, with the patience that real ones need.
 *
 * <p>A port of the gateway that somebody else holds is left alone, even by gateways that would
 * overwrite it: it is asked who holds it before and after. Then our own port number is tried, then
 * random high ones, {@value #MAX_TRIES} in all. A gateway that knows only permanent leases gets
 * those. A mapping is checked by asking who holds its port; where the gateway cannot tell, by
 * asking for it again.
 *
 * <p>Failure: a gateway that says yes and does nothing is believed; only a peer that dials in can
 * tell.
 *
 * <p>Source: WANIPConnection:1 sections 2.4.16 to 2.4.18; the error codes of WANIPConnection:2.
 */
final class UpnpGateway implements Gateway {

  private static final int MAX_TRIES = 5;
  private static final int FIRST_HIGH_PORT = 20_000;
  private static final int LAST_HIGH_PORT = 60_000;

  private final UpnpService service;
  private final IpAddress client;
  private final MappingConfig config;
  private final Map<Integer, Held> held = new HashMap<>();

  /** External port to local port, of all that the gateway may have been made to hold. */
  private final Map<Integer, Integer> asked = new LinkedHashMap<>();

  private Router router;
  private boolean hasOnlyPermanentLeases;
  private boolean tellsEntries = true;

  private record Held(int externalPort, Lease lease) {}

  private UpnpGateway(UpnpService service, IpAddress client, MappingConfig config, Router router) {
    this.service = service;
    this.client = client;
    this.config = config;
    this.router = router;
  }

  /** The gateway behind {@code reply}; of several connection services the one that is connected. */
  static UpnpGateway describe(SsdpReply reply, IpAddress client, MappingConfig config)
      throws IOException {
    UpnpDescription description = UpnpDescription.fetch(reply, Deadline.in(config.answerTime()));
    List<UpnpService> services = description.services();
    if (services.isEmpty()) {
      throw new IOException(reply.location() + " describes no service that maps ports");
    }
    UpnpService service = services.getFirst();
    for (int i = 0; i < services.size() && services.size() > 1; i++) {
      if (services.get(i).isConnected(Deadline.in(config.answerTime()))) {
        service = services.get(i);
        break;
      }
    }
    MappingProtocol protocol =
        service.isIgd2() ? MappingProtocol.UPNP_IGD2 : MappingProtocol.UPNP_IGD1;
    Router router = new Router(protocol, reply.host(), description.name(), null);
    return new UpnpGateway(service, client, config, router);
  }

  @Override
  public Router router() {
    return router;
  }

  @Override
  public Router look() throws IOException {
    router = router.at(service.externalIp(answerTime()).orElse(null));
    return router;
  }

  @Override
  public Answer keep(int port) throws IOException {
    Held before = held.get(port);
    boolean isRenewal = before != null && (before.lease.isDue() || !tellsEntries);
    if (before != null
        && !isRenewal
        && isOurs(service.entry(before.externalPort, answerTime()), port)) {
      return new Granted(before.externalPort, before.lease, false);
    }
    Answer answer = make(port, before == null ? port : before.externalPort);
    if (!(answer instanceof Granted granted)) {
      held.remove(port);
      return answer;
    }
    held.put(port, new Held(granted.externalPort(), granted.lease()));
    return new Granted(granted.externalPort(), granted.lease(), !isRenewal);
  }

  @Override
  public boolean remove(int port, Deadline deadline) throws IOException {
    boolean isGone = true;
    Iterator<Map.Entry<Integer, Integer>> entries = asked.entrySet().iterator();
    while (entries.hasNext()) {
      Map.Entry<Integer, Integer> entry = entries.next();
      if (entry.getValue() == port) {
        isGone &= release(entry.getKey(), port, deadline);
        entries.remove();
      }
    }
    held.remove(port);
    return isGone;
  }

  private Answer make(int port, int firstTry) throws IOException {
    int externalPort = firstTry;
    Answer answer = tryPort(externalPort, port);
    for (int tries = 1; tries < MAX_TRIES && answer instanceof Denied denied; tries++) {
      switch (denied.code()) {
        case UpnpService.ONLY_PERMANENT_LEASES, UpnpService.INVALID_ARGS -> {
          if (hasOnlyPermanentLeases) {
            return denied;
          }
          hasOnlyPermanentLeases = true;
        }
        case UpnpService.CONFLICT,
            UpnpService.CONFLICT_WITH_OTHER_MECHANISM,
            UpnpService.ACTION_FAILED ->
            externalPort = config.random().nextInt(FIRST_HIGH_PORT, LAST_HIGH_PORT + 1);
        default -> {
          return denied;
        }
      }
      answer = tryPort(externalPort, port);
    }
    return answer;
  }

  private Answer tryPort(int externalPort, int port) throws IOException {
    if (tellsEntries
        && service.entry(externalPort, answerTime()) instanceof UpnpEntry.Held holder
        && !holder.isFor(client, port)) {
      return new Denied(UpnpService.CONFLICT, "held by " + holder.client());
    }
    asked.put(externalPort, port);
    Duration wished = hasOnlyPermanentLeases ? Duration.ZERO : config.lease();
    UpnpService.Reply reply =
        service.add(externalPort, client, port, wished.toSeconds(), answerTime());
    if (!reply.isOk()) {
      forget(externalPort, port);
      return new Denied(reply.code(), PlainText.of(reply.value("errorDescription")));
    }
    Duration lease = wished;
    if (service.entry(externalPort, answerTime()) instanceof UpnpEntry.Held holder) {
      if (!holder.isFor(client, port)) {
        forget(externalPort, port);
        return new Denied(UpnpService.CONFLICT, "given to " + holder.client());
      }
      lease = shorter(wished, holder.lease());
    } else {
      tellsEntries = false;
    }
    return new Granted(externalPort, Lease.of(lease, config.random()), true);
  }

  private boolean release(int externalPort, int port, Deadline deadline) throws IOException {
    if (tellsEntries && !isOurs(service.entry(externalPort, deadline), port)) {
      return true;
    }
    UpnpService.Reply reply = service.delete(externalPort, deadline);
    return tellsEntries
        ? !isOurs(service.entry(externalPort, deadline), port)
        : reply.isOk() || reply.code() == UpnpService.NO_SUCH_ENTRY;
  }

  /** A refused attempt leaves nothing, unless it was to renew what is there. */
  private void forget(int externalPort, int port) {
    Held before = held.get(port);
    if (before == null || before.externalPort != externalPort) {
      asked.remove(externalPort);
    }
  }

  private boolean isOurs(UpnpEntry entry, int port) {
    return entry instanceof UpnpEntry.Held holder && holder.isFor(client, port);
  }

  private Deadline answerTime() {
    return Deadline.in(config.answerTime());
  }

  /**
   * What the gateway shows if that is clearly less; a 0 is also shown by gateways that do not
   * count.
   */
  private static Duration shorter(Duration wished, @Nullable Duration shown) {
    if (shown == null || shown.isZero()) {
      return wished;
    }
    return shown.compareTo(wished.minus(wished.dividedBy(8))) < 0 ? shown : wished;
  }
}
