package network.vision.node.outlet;

import java.util.Locale;
import network.vision.upnp.MappingEvent;

/** How the wish that the router forwards our port stands. */
public enum MappingState {
  /** The operator does not want it. */
  OFF,
  /** A router is looked for. */
  SEARCHING,
  /** No router can be asked. */
  MISSING,
  /** A router answers, and has not mapped anything yet. */
  FOUND,
  /** It forwards our port. */
  MAPPED,
  /** It will not. */
  REFUSED;

  /** The state after {@code event}. */
  public static MappingState after(MappingEvent event) {
    return switch (event) {
      case MappingEvent.SearchStarted _ -> SEARCHING;
      case MappingEvent.RouterMissing _ -> MISSING;
      case MappingEvent.RouterFound _ -> FOUND;
      case MappingEvent.PortMapped _ -> MAPPED;
      case MappingEvent.PortRefused _ -> REFUSED;
      case MappingEvent.MappingLost _ -> SEARCHING;
      case MappingEvent.MappingRemoved _ -> OFF;
    };
  }

  /** The name as API and metrics carry it. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
