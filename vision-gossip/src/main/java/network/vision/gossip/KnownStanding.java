package network.vision.gossip;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a named peer stands with us, as it is stored.
 *
 * <p>Immutable.
 *
 * @param points what is left of its blame; they halve every hour
 * @param asOf when that was so
 * @param bannedUntil null unless banned
 */
public record KnownStanding(double points, Instant asOf, @Nullable Instant bannedUntil) {

  /** Without blame. */
  public static final KnownStanding BLAMELESS = new KnownStanding(0, Instant.EPOCH, null);
}
