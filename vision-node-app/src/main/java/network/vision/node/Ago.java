package network.vision.node;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Times as people say them, against one moment. */
record Ago(Instant now) {

  /** How long ago {@code then} was; "never" for null. */
  String of(@Nullable Instant then) {
    return then == null ? "never" : span(Duration.between(then, now)) + " ago";
  }

  /** How long it is until {@code then}. */
  String until(Instant then) {
    return span(Duration.between(now, then));
  }

  /** {@code length} in its largest unit. */
  static String span(Duration length) {
    long seconds = Math.max(0, length.toSeconds());
    if (seconds < 60) {
      return seconds + " s";
    }
    if (seconds < 7_200) {
      return seconds / 60 + " min";
    }
    return seconds < 172_800 ? seconds / 3_600 + " h" : seconds / 86_400 + " d";
  }
}
