package network.vision.api;

import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

/** What the failure of a view or a command means to the client. */
final class Failures {

  static Problem problem(Throwable failure) {
    Throwable cause = cause(failure);
    if (cause instanceof UnsupportedOperationException) {
      String reason = cause.getMessage();
      return Problem.of(501, reason == null ? "this node does not answer this" : reason);
    }
    return Problem.of(500, "the node failed to answer");
  }

  /** What went wrong, without the wrapping of a future. */
  static Throwable cause(Throwable failure) {
    boolean isWrapped =
        failure instanceof CompletionException || failure instanceof ExecutionException;
    Throwable cause = failure.getCause();
    return isWrapped && cause != null ? cause : failure;
  }

  private Failures() {}
}
