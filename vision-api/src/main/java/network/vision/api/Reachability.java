package network.vision.api;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import network.vision.protocol.IpAddress;
import network.vision.protocol.PeerAddress;
import org.jspecify.annotations.Nullable;

/**
 * Whether others can reach this node, and why not: the answer to {@code GET /p2p/reachability}.
 *
 * @param verdict in one word
 * @param advice one sentence on what to do; "" when there is nothing to do
 * @param since when the verdict last changed; null before the first
 * @param listening where this node listens, ports resolved
 * @param advertised what others are told; null when they are told not to dial
 * @param advertisedBecause who decided what is advertised
 * @param mapping what the router does for us; null without a router
 * @param votes at which IP peers see us
 * @param dialBacks what peers found when they dialled us, newest first
 * @param lastInbound when somebody last came from outside; null if nobody did
 */
public record Reachability(
    Verdict verdict,
    String advice,
    @Nullable Instant since,
    List<PeerAddress> listening,
    @Nullable PeerAddress advertised,
    String advertisedBecause,
    @Nullable Mapping mapping,
    List<Vote> votes,
    List<DialBack> dialBacks,
    @Nullable Instant lastInbound) {

  /** Whether others can reach this node. */
  public enum Verdict {
    /** Not found out yet. */
    UNKNOWN,
    /** Others dialled us and got through. */
    REACHABLE,
    /** Others dialled us and did not get through. */
    UNREACHABLE,
    /** This node asks nobody to dial it. */
    OUTBOUND_ONLY;

    /** The name on the wire. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * What the router does for us.
   *
   * @param router as it calls itself; "" if it does not say
   * @param protocol such as "upnp", "nat-pmp", "pcp"; "" if none answered
   * @param state in a word or two, such as "mapped", "refused", "searching"
   * @param internal where the router sends connections; null without a mapping
   * @param external where the router listens for us; null without a mapping
   * @param leaseEnds null when the mapping does not end
   * @param isShared whether another router or the provider stands between it and the internet
   */
  public record Mapping(
      String router,
      String protocol,
      String state,
      @Nullable PeerAddress internal,
      @Nullable PeerAddress external,
      @Nullable Instant leaseEnds,
      boolean isShared) {}

  /**
   * An IP at which peers see us.
   *
   * @param ip as they see it
   * @param groups how many network groups say so
   */
  public record Vote(IpAddress ip, int groups) {}

  /**
   * A peer dialled us because we asked.
   *
   * @param at when
   * @param address where it dialled
   * @param isReached whether it got through
   * @param result in words
   */
  public record DialBack(Instant at, PeerAddress address, boolean isReached, String result) {}

  public Reachability {
    listening = List.copyOf(listening);
    votes = List.copyOf(votes);
    dialBacks = List.copyOf(dialBacks);
  }
}
