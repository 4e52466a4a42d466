package network.vision.store;

import java.time.Instant;
import network.vision.protocol.IpAddress;
import network.vision.protocol.PeerAddress;
import org.jspecify.annotations.Nullable;

/**
 * One address of a peer, where it came from, and what dialling it gave.
 *
 * <p>Immutable.
 *
 * @param address where to dial
 * @param origin where it came from
 * @param history what became of it
 */
public record StoredAddress(PeerAddress address, Origin origin, History history) {

  /**
   * Where an address came from.
   *
   * @param provenance a word: handshake, gossip, seed, default, operator or mapping
   * @param heardFrom the IP of the node that told it; null when nobody did
   * @param firstHeard when
   */
  public record Origin(String provenance, @Nullable IpAddress heardFrom, Instant firstHeard) {

    /**
     * @throws IllegalArgumentException if {@code provenance} is not 1–32 characters of a–z, 0–9, -
     *     and _
     */
    public Origin {
      StoredText.requireWord("provenance", provenance);
      firstHeard = StoredText.toMillis(firstHeard);
    }
  }

  /**
   * What dialling an address gave.
   *
   * @param lastSuccess null before the first
   * @param lastFailure null before the first
   * @param attempts dials since the last success
   */
  public record History(
      @Nullable Instant lastSuccess, @Nullable Failure lastFailure, int attempts) {

    /** Never dialled. */
    public static final History NONE = new History(null, null, 0);

    /**
     * @throws IllegalArgumentException if {@code attempts} is negative
     */
    public History {
      if (attempts < 0) {
        throw new IllegalArgumentException("attempts " + attempts + " is not 0 or more");
      }
      lastSuccess = lastSuccess == null ? null : StoredText.toMillis(lastSuccess);
    }
  }

  /**
   * A dial that failed.
   *
   * @param at when
   * @param kind a word for how
   */
  public record Failure(Instant at, String kind) {

    /**
     * @throws IllegalArgumentException if {@code kind} is not 1–32 characters of a–z, 0–9, - and _
     */
    public Failure {
      StoredText.requireWord("failure", kind);
      at = StoredText.toMillis(at);
    }
  }
}
