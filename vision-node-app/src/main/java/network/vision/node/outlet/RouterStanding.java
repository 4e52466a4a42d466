package network.vision.node.outlet;

import java.time.Instant;
import network.vision.upnp.PortMapping;
import network.vision.upnp.Router;
import org.jspecify.annotations.Nullable;

/**
 * How it stands with the router.
 *
 * <p>Immutable.
 *
 * @param state in a word
 * @param router who answers; null: nobody
 * @param mapping what it forwards; null: nothing
 * @param leaseEnds when the mapping ends unless it is renewed; null: it does not, or there is none
 * @param isShared whether another router or the provider stands between it and the internet
 */
public record RouterStanding(
    MappingState state,
    @Nullable Router router,
    @Nullable PortMapping mapping,
    @Nullable Instant leaseEnds,
    boolean isShared) {

  /** The router was never asked. */
  public static final RouterStanding OFF =
      new RouterStanding(MappingState.OFF, null, null, null, false);

  /** The same, with a mapping that ends at {@code end}; null: it does not. */
  public RouterStanding until(@Nullable Instant end) {
    return new RouterStanding(state, router, mapping, mapping == null ? null : end, isShared);
  }
}
