package network.vision.upnp;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import network.vision.upnp.MappingEvent.MappingLost;
import network.vision.upnp.MappingEvent.MappingRemoved;
import network.vision.upnp.MappingEvent.PortMapped;
import network.vision.upnp.MappingEvent.PortRefused;
import network.vision.upnp.MappingEvent.RouterFound;
import network.vision.upnp.MappingEvent.RouterMissing;
import network.vision.upnp.MappingEvent.SearchStarted;
import network.vision.upnp.Round.Grant;
import org.jspecify.annotations.Nullable;

/**
 * What the listener was told so far, so that it hears of changes only. A mapping that is made again
 * at the same place, by whatever router and protocol, is never reported as lost.
 *
 * <p>Owner: the keeper's thread.
 */
final class Reporter {

  private final MappingListener listener;
  private final Map<Integer, PortMapping> mapped = new LinkedHashMap<>();
  private final Map<Integer, PortRefused> refused = new HashMap<>();
  private @Nullable MappingEvent lastOfRouter;

  Reporter(MappingListener listener) {
    this.listener = listener;
  }

  /** A search begins, of which nobody need hear again if the last one mapped nothing. */
  void searching() {
    if (lastOfRouter == null || !mapped.isEmpty()) {
      sayOfRouter(new SearchStarted());
    }
  }

  void missing(RouterMissing.Reason reason) {
    loseAllBut(Set.of());
    refused.clear();
    sayOfRouter(new RouterMissing(reason));
  }

  void settle(Round round) {
    sayOfRouter(new RouterFound(round.router()));
    Set<Integer> stands = new HashSet<>();
    for (Grant grant : round.granted()) {
      PortMapping mapping = grant.mapping();
      int port = mapping.internal().port();
      stands.add(port);
      refused.remove(port);
      PortMapping before = mapped.put(port, mapping);
      if (before == null || grant.isNew() || !before.isAtSamePlace(mapping)) {
        listener.onMapping(new PortMapped(mapping));
      }
    }
    loseAllBut(stands);
    for (PortRefused refusal : round.refused()) {
      if (!refusal.equals(refused.put(refusal.port(), refusal))) {
        listener.onMapping(refusal);
      }
    }
  }

  /** The mapping of {@code port}, if there is one, was taken back. */
  void removed(int port, boolean isConfirmed) {
    PortMapping mapping = mapped.remove(port);
    if (mapping != null) {
      listener.onMapping(new MappingRemoved(mapping, isConfirmed));
    }
  }

  private void loseAllBut(Set<Integer> stands) {
    for (PortMapping mapping : new ArrayList<>(mapped.values())) {
      int port = mapping.internal().port();
      if (!stands.contains(port)) {
        mapped.remove(port);
        listener.onMapping(new MappingLost(mapping));
      }
    }
  }

  private void sayOfRouter(MappingEvent event) {
    if (!event.equals(lastOfRouter)) {
      lastOfRouter = event;
      listener.onMapping(event);
    }
  }
}
