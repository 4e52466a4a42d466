package network.vision.api;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import network.vision.protocol.HostAndPort;
import network.vision.protocol.PeerAddress;
import org.jspecify.annotations.Nullable;

/**
 * How a seed does: an entry of {@code GET /p2p/seeds}.
 *
 * @param address as the operator or the profile has it
 * @param label for people; "" without one
 * @param state how the last try ended
 * @param resolved what a name stood for; empty if it was not found
 * @param lastTried null if it never was
 * @param lastAnswered null if it never did
 * @param detail what went wrong, in words; "" when nothing did
 */
public record SeedHealth(
    HostAndPort address,
    String label,
    State state,
    List<PeerAddress> resolved,
    @Nullable Instant lastTried,
    @Nullable Instant lastAnswered,
    String detail) {

  /** How the last try ended. */
  public enum State {
    UNTRIED,
    ANSWERS,
    FAILS,
    UNRESOLVED;

    /** The name on the wire. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public SeedHealth {
    resolved = List.copyOf(resolved);
  }
}
