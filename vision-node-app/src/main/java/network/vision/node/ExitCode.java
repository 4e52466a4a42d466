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

  /** Something answers there that is no node of this network's language. */
  static final int OTHER_LANGUAGE = 4;

  /** It hung up before its handshake was whole. */
  static final int HUNG_UP = 5;

  /** Not dialled: it is not allowed, or this machine has no socket left. */
  static final int NOT_DIALLED = 6;

  private ExitCode() {}
}
