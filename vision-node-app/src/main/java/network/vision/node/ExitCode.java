package network.vision.node;

/** How the program ends; part of what scripts rely on. */
final class ExitCode {

  /** It did what was asked. */
  static final int OK = 0;

  /** It could not, or the answer is no. */
  static final int FAILED = 1;

  /** The operator asked for what cannot be; one line on standard error says what. */
  static final int OPERATOR = 2;

  /** No node answers where one was expected. */
  static final int NO_NODE = 3;

  private ExitCode() {}
}
