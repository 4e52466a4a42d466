package network.vision.upnp;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import network.vision.protocol.IpAddress;
import network.vision.protocol.PeerAddress;
import network.vision.upnp.MappingEvent.PortRefused;
import network.vision.upnp.http.Deadline;
import org.jspecify.annotations.Nullable;

/**
 * What one router said when asked once for every port.
 *
 * <p>Immutable.
 *
 * @param router as it describes itself now
 * @param granted the ports that are mapped
 * @param refused the ports that are not
 */
record Round(Router router, List<Grant> granted, List<PortRefused> refused) {

  /**
   * @param mapping where the port is
   * @param lease until when, and when to ask again
   * @param isNew whether it was not there a moment ago
   */
  record Grant(PortMapping mapping, Lease lease, boolean isNew) {}

  Round {
    granted = List.copyOf(granted);
    refused = List.copyOf(refused);
  }

  /** Has {@code gateway} map or confirm {@code ports} of {@code client}. */
  static Round ask(Gateway gateway, IpAddress client, List<Integer> ports) throws IOException {
    gateway.look();
    List<Grant> granted = new ArrayList<>();
    List<PortRefused> refused = new ArrayList<>();
    for (int port : ports) {
      switch (gateway.keep(port)) {
        case Gateway.Answer.Granted grant -> {
          PortMapping mapping =
              new PortMapping(
                  new PeerAddress(client, port),
                  grant.externalPort(),
                  grant.lease().length(),
                  gateway.router());
          granted.add(new Grant(mapping, grant.lease(), grant.isNew()));
        }
        case Gateway.Answer.Denied denied ->
            refused.add(new PortRefused(port, gateway.router(), denied.code(), denied.reason()));
      }
    }
    return new Round(gateway.router(), granted, refused);
  }

  /** When to ask again: when the first lease is half over, at the latest at {@code latest}. */
  Deadline nextCheck(Deadline latest) {
    Deadline next = latest;
    for (Grant grant : granted) {
      Deadline renewal = grant.lease().renewal();
      next = renewal == null ? next : next.earlier(renewal);
    }
    return next;
  }

  /** When the first lease ends unless it is renewed; null: none does. */
  @Nullable Deadline firstEnd() {
    Deadline first = null;
    for (Grant grant : granted) {
      Deadline end = grant.lease().end();
      if (end != null) {
        first = first == null ? end : first.earlier(end);
      }
    }
    return first;
  }

  /** Of two refusals the one of the protocol that explains most: UPnP, then PCP. */
  Round moreTelling(@Nullable Round other) {
    if (other == null) {
      return this;
    }
    return other.router.protocol().compareTo(router.protocol()) < 0 ? other : this;
  }
}
