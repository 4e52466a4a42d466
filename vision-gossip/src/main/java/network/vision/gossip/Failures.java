package network.vision.gossip;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The dials to an address that failed. Most addresses were never dialled and share {@link #NONE}.
 *
 * <p>Immutable.
 *
 * @param lastSeconds when the last one did, by {@link Now#wall}; {@link BookAddress#NEVER}
 * @param last how; null where none did
 * @param inARow dials since one worked, or since the address was heard of
 */
record Failures(long lastSeconds, @Nullable DialFailure last, int inARow) {

  static final Failures NONE = new Failures(BookAddress.NEVER, null, 0);

  /** With another one. */
  Failures and(Now now, DialFailure failure) {
    return new Failures(now.wall().getEpochSecond(), failure, inARow + 1);
  }

  /** After a dial that worked: what was last is remembered, but counts no more. */
  Failures overcome() {
    return inARow == 0 ? this : new Failures(lastSeconds, last, 0);
  }

  /** As they were stored. */
  static Failures of(@Nullable Instant last, @Nullable DialFailure failure, int inARow) {
    return last == null && failure == null && inARow == 0
        ? NONE
        : new Failures(last == null ? BookAddress.NEVER : last.getEpochSecond(), failure, inARow);
  }
}
