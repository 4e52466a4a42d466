package network.vision.node.doctor;

import java.util.List;
import network.vision.api.Reachability;
import network.vision.node.doctor.Finding.Mark;
import org.jspecify.annotations.Nullable;

/** The running node's own verdict on who reaches it. */
final class ReachCheck {

  private static final String NAME = "Reachability";

  static Finding look(@Nullable Reachability reach) {
    if (reach == null) {
      return Finding.unknown(NAME, "no node runs here; start one and ask again to find out");
    }
    Mark mark =
        switch (reach.verdict()) {
          case REACHABLE -> Mark.GOOD;
          case UNKNOWN -> Mark.UNKNOWN;
          case UNREACHABLE, OUTBOUND_ONLY -> Mark.BAD;
        };
    return new Finding(NAME, mark, reach.verdict() + ": " + reach.advice(), List.of());
  }

  private ReachCheck() {}
}
