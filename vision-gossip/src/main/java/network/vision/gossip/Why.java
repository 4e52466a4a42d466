package network.vision.gossip;

import java.util.EnumMap;
import java.util.Map;

/**
 * Why we are not connected to the peers that we know: each of them counts once, under what stands
 * most in its way.
 *
 * <p>Immutable.
 *
 * @param known peers in the book, connected or not
 * @param connected of those
 * @param outbound sessions that we dialled
 * @param target how many of those are wanted
 * @param counts of the peers that are not connected, by reason; no reason with 0
 */
public record Why(int known, int connected, int outbound, int target, Map<Reason, Integer> counts) {

  /** What stands in the way of a peer, the strongest first. */
  public enum Reason {
    /** It asks nobody to dial it. */
    NO_ADDRESS,
    /** It is banned, or misbehaved of late. */
    BANNED,
    /** It is of another network. */
    WRONG_NETWORK,
    /** It is being dialled now. */
    DIALLED,
    /** Nothing listens at its address. */
    REFUSED,
    /** Its address does not answer. */
    TIMED_OUT,
    /** Its last dial failed otherwise. */
    FAILED,
    /** Nothing failed, and it is left alone for a while. */
    BACKED_OFF,
    /** Another of its network group is connected. */
    SAME_GROUP,
    /** Nothing: its turn has not come. */
    NOT_TRIED
  }

  public Why {
    counts = Map.copyOf(counts);
  }

  /** Counts peer after peer. */
  static final class Tally {

    private final Map<Reason, Integer> counts = new EnumMap<>(Reason.class);
    private int known;
    private int connected;

    void connected() {
      known++;
      connected++;
    }

    void add(Reason reason) {
      known++;
      counts.merge(reason, 1, Integer::sum);
    }

    Why why(int outbound, int target) {
      return new Why(known, connected, outbound, target, counts);
    }
  }
}
