package network.vision.api;

import java.io.IOException;

/** A request got no good answer; the message says in one line who was asked and what went wrong. */
public final class ApiClientException extends IOException {

  private static final long serialVersionUID = 1;

  /** Where it went wrong. */
  public enum Kind {
    /** The host is not known, or nobody listens there. */
    UNREACHABLE,
    /** Somebody listens, and did not answer whole in time. */
    TIMED_OUT,
    /** The server answered that it will not; see {@link ApiClientException#status}. */
    REFUSED,
    /** The answer is too large, or not what was asked for. */
    UNREADABLE
  }

  private final Kind kind;
  private final int status;

  ApiClientException(Kind kind, int status, String message) {
    super(message);
    this.kind = kind;
    this.status = status;
  }

  static ApiClientException of(Kind kind, String message) {
    return new ApiClientException(kind, 0, message);
  }

  public Kind kind() {
    return kind;
  }

  /** The HTTP status of a refusal; 0 otherwise. */
  public int status() {
    return status;
  }
}
