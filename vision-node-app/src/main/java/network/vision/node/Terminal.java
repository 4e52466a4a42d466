package network.vision.node;

import java.io.Console;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/**
 * Where a command prints.
 *
 * @param out what was asked for
 * @param err what went wrong, and progress
 * @param isLive whether a person looks at {@code out}, so that it may be drawn anew
 */
record Terminal(PrintWriter out, PrintWriter err, boolean isLive) {

  /** That of the process. In an image without a line editor there may be no console at all. */
  @SuppressWarnings("SystemConsoleNull")
  static Terminal ofProcess() {
    Console console = System.console();
    return new Terminal(
        new PrintWriter(System.out, true, StandardCharsets.UTF_8),
        new PrintWriter(System.err, true, StandardCharsets.UTF_8),
        console != null && console.isTerminal());
  }

  /** One line for the operator about why nothing was done. */
  void refuse(String message) {
    err.println("vision-node: " + message);
    err.flush();
  }
}
