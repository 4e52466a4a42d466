package network.vision.gossip;

import java.time.Instant;
import network.vision.protocol.IpAddress;
import network.vision.protocol.PeerAddress;
import org.jspecify.annotations.Nullable;

/**
 * One address of a known peer with its history, as it is stored and shown.
 *
 * <p>Immutable.
 *
 * @param address where
 * @param provenance where it came from
 * @param heardFrom whose IP told us; null: the peer's own, or the operator
 * @param firstHeard when we first heard of it
 * @param lastSuccess when a dial to it last worked
 * @param lastFailure when a dial to it last failed
 * @param failure how it failed then
 * @param attempts dials since the last success
 */
public record KnownAddress(
    PeerAddress address,
    Provenance provenance,
    @Nullable IpAddress heardFrom,
    Instant firstHeard,
    @Nullable Instant lastSuccess,
    @Nullable Instant lastFailure,
    @Nullable DialFailure failure,
    int attempts) {

  /** Whether a dial to it has ever worked. */
  public boolean isReached() {
    return lastSuccess != null;
  }
}
