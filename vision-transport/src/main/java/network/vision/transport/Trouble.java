package network.vision.transport;

/** What the operator should know of the transport itself. */
public sealed interface Trouble {

  /**
   * This process has no file descriptor left: nobody new is accepted, and it is tried again every
   * second.
   */
  record DescriptorsExhausted() implements Trouble {}

  /** Connections are accepted again. */
  record DescriptorsAvailable() implements Trouble {}

  /** Accepting fails for another reason; it is tried again every second. */
  record AcceptFailed(String detail) implements Trouble {}

  /** A fault of ours, or of the listener: the node should stop. */
  record Fault(Throwable cause) implements Trouble {}
}
