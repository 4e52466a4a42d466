package network.vision.node.config;

/**
 * The operator asks for what cannot be; the message is one line that says what, and what could be.
 */
public final class OperatorException extends Exception {

  private static final long serialVersionUID = 1L;

  public OperatorException(String message) {
    super(message);
  }

  public OperatorException(String message, Throwable cause) {
    super(message, cause);
  }
}
