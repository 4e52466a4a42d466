package network.vision.upnp;

import java.io.IOException;
import network.vision.upnp.http.Deadline;

/**
 * A router that can be asked in one protocol, with what it was asked for so far.
 *
 * <p>Owner: one thread at a time. Every question has a deadline; an interrupt ends it. Failure:
 * {@link IOException} if there is no usable answer, after which what the router did is unknown, and
 * {@link #remove} covers that too.
 */
interface Gateway {

  /** What is known of the router. */
  Router router();

  /** Asks the router what it says of itself, where the protocol has a question for that. */
  Router look() throws IOException;

  /** Maps the local {@code port}, or makes sure that its mapping still stands and lives on. */
  Answer keep(int port) throws IOException;

  /**
   * Takes back whatever the router may hold for {@code port}.
   *
   * @return whether the router confirms that nothing is left
   */
  boolean remove(int port, Deadline deadline) throws IOException;

  /** What a router says when asked for a port. */
  sealed interface Answer {

    /**
     * A mapping.
     *
     * @param externalPort the router's port
     * @param lease for how long, and when to ask again
     * @param isNew whether the mapping was not there a moment ago
     */
    record Granted(int externalPort, Lease lease, boolean isNew) implements Answer {}

    /**
     * A refusal.
     *
     * @param code the protocol's error code
     * @param reason words for it
     */
    record Denied(int code, String reason) implements Answer {}
  }
}
