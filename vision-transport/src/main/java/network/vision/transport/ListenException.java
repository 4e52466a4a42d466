package network.vision.transport;

import network.vision.protocol.HostAndPort;

/**
 * A listening socket that could not be opened. The message is one line and names the address, the
 * port and the cause.
 */
public final class ListenException extends Exception {

  private static final long serialVersionUID = 1L;

  /** Why. */
  public enum Problem {
    /** Something else listens there. */
    IN_USE("the port is in use"),
    /** This user may not listen there. */
    DENIED("permission denied"),
    /** The address is none of this machine. */
    NOT_LOCAL("this machine has no such address"),
    /** The address is IPv6 and this machine has none. */
    NO_IPV6("this machine has no IPv6"),
    /** No file descriptor is left. */
    NO_DESCRIPTORS("no file descriptor is left"),
    /** Anything else; the cause tells. */
    OTHER("it failed");

    private final String text;

    Problem(String text) {
      this.text = text;
    }
  }

  private final transient HostAndPort address;
  private final Problem problem;

  ListenException(HostAndPort address, Problem problem, Throwable cause) {
    super(
        "cannot listen on "
            + address
            + ": "
            + problem.text
            + (problem == Problem.OTHER ? " (" + cause.getMessage() + ")" : ""),
        cause);
    this.address = address;
    this.problem = problem;
  }

  /** Where, as configured. */
  public HostAndPort address() {
    return address;
  }

  /** Why. */
  public Problem problem() {
    return problem;
  }
}
