package network.vision.upnp;

import java.util.HashMap;
import java.util.Map;

/**
 * The router's count of seconds since it last lost its mappings, compared with our own clock: a
 * router that restarted, or got another outer address, shows a count that does not fit.
 *
 * <p>Goal: notice every loss, and no loss where clocks run up to 1/16 apart or a packet took 2 s. A
 * router that lies can only make us report a mapping as new.
 *
 * <p>Owner: the thread of its gateway. Source: RFC 6887 section 8.5; RFC 6886 section 3.6 for
 * NAT-PMP, whose clients accept a count that runs ahead.
 */
final class Epoch {

  private final boolean mayRunAhead;
  private final Map<Integer, Integer> lossesWhenMade = new HashMap<>();
  private boolean isKnown;
  private long seconds;
  private long seenNanos;
  private int losses;

  /**
   * @param mayRunAhead whether a count that grew faster than our clock is no loss
   */
  Epoch(boolean mayRunAhead) {
    this.mayRunAhead = mayRunAhead;
  }

  /** Takes the count of an answer that came at {@code nowNanos} of the monotonic clock. */
  void see(long count, long nowNanos) {
    if (isKnown && !fits(count, (nowNanos - seenNanos) / 1e9)) {
      losses++;
    }
    isKnown = true;
    seconds = count;
    seenNanos = nowNanos;
  }

  /** How often the router was seen to have lost its mappings. */
  int losses() {
    return losses;
  }

  /**
   * Takes that {@code port} is mapped; returns whether it was not, or its mapping was lost since.
   */
  boolean isNew(int port) {
    Integer lossesBefore = lossesWhenMade.put(port, losses);
    return lossesBefore == null || lossesBefore != losses;
  }

  /** Takes that {@code port} is not mapped any more. */
  void forget(int port) {
    lossesWhenMade.remove(port);
  }

  private boolean fits(long count, double elapsed) {
    double grown = count - seconds;
    if (mayRunAhead) {
      return grown >= elapsed * 7 / 8 - 2;
    }
    return grown >= -1 && elapsed + 2 >= grown - grown / 16 && grown + 2 >= elapsed - elapsed / 16;
  }
}
