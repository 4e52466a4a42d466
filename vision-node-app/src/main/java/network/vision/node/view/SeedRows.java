package network.vision.node.view;

import java.time.Instant;
import java.util.List;
import network.vision.api.SeedHealth;
import network.vision.api.SeedHealth.State;
import network.vision.gossip.DialFailure;
import network.vision.gossip.GossipSummary;
import network.vision.gossip.GossipView.SeedRow;
import network.vision.protocol.HostAndPort;
import network.vision.protocol.NetworkProfile;
import org.jspecify.annotations.Nullable;

/** How the seeds do. */
public final class SeedRows {

  /**
   * A row for each seed.
   *
   * @param profile for the labels
   */
  public static List<SeedHealth> of(GossipSummary summary, NetworkProfile profile) {
    return summary.seeds().stream().map(row -> row(row, label(row.seed(), profile))).toList();
  }

  private static SeedHealth row(SeedRow row, String label) {
    return new SeedHealth(
        row.seed(),
        label,
        state(row),
        row.addresses(),
        later(row.lastSuccess(), row.lastFailure()),
        row.lastSuccess(),
        detail(row));
  }

  private static State state(SeedRow row) {
    if (row.failures() > 0) {
      return row.failure() == null ? State.UNRESOLVED : State.FAILS;
    }
    return row.lastSuccess() == null ? State.UNTRIED : State.ANSWERS;
  }

  private static String detail(SeedRow row) {
    if (row.failures() == 0) {
      return "";
    }
    DialFailure failure = row.failure();
    String what = failure == null ? "its name has no address" : failure.label();
    return row.failures() == 1 ? what : what + ", " + row.failures() + " times in a row";
  }

  private static @Nullable Instant later(@Nullable Instant one, @Nullable Instant other) {
    return one == null || (other != null && other.isAfter(one)) ? other : one;
  }

  private static String label(HostAndPort seed, NetworkProfile profile) {
    return profile.seeds().stream()
        .filter(known -> known.address().equals(seed) && known.label() != null)
        .map(known -> String.valueOf(known.label()))
        .findFirst()
        .orElse("");
  }

  private SeedRows() {}
}
