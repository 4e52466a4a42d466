package network.vision.api;

import java.time.Instant;
import java.util.Locale;
import network.vision.protocol.HostAndPort;
import network.vision.protocol.NodeId;
import org.jspecify.annotations.Nullable;

/**
 * A dial that somebody asked for: the answer to {@code GET /p2p/dials/{dial}}.
 *
 * @param id of this dial
 * @param address as it was asked for
 * @param asked when
 * @param state how far it is
 * @param nodeId who answered; null if nobody did
 * @param nodeTag "" if unknown
 * @param detail what came of it, in words; "" while it is under way
 */
public record OperatorDial(
    long id,
    HostAndPort address,
    Instant asked,
    State state,
    @Nullable NodeId nodeId,
    String nodeTag,
    String detail) {

  /** How far a dial is. */
  public enum State {
    UNDER_WAY,
    REACHED,
    FAILED;

    /** The name on the wire. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
