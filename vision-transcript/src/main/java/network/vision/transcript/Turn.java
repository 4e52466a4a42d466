package network.vision.transcript;

import java.time.Instant;
import java.util.List;
import network.vision.gossip.Effect;
import network.vision.gossip.Event;
import network.vision.gossip.Now;
import org.jspecify.annotations.Nullable;

/**
 * One line: one step of the core.
 *
 * <p>Immutable.
 *
 * @param millis the monotonic clock
 * @param wall the other one
 * @param event what happened
 * @param drawn the numbers the core drew, in this order
 * @param signed the signatures the core made, in this order, Base64
 * @param effects what it did
 * @param deadline when it wants to be woken, on the scale of {@code millis}
 * @param failure what it threw instead; null: nothing
 */
record Turn(
    long millis,
    Instant wall,
    Event event,
    List<Long> drawn,
    List<String> signed,
    List<Effect> effects,
    long deadline,
    @Nullable String failure) {
  Turn {
    drawn = List.copyOf(drawn);
    signed = List.copyOf(signed);
    effects = List.copyOf(effects);
  }

  Now now() {
    return new Now(millis, wall);
  }
}
