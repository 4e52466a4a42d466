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
 * @param isColoured whether {@code out} shows colours
 */
record Terminal(PrintWriter out, PrintWriter err, boolean isLive, boolean isColoured) {

  /** One without colours. */
  Terminal(PrintWriter out, PrintWriter err, boolean isLive) {
    this(out, err, isLive, false);
  }

  /**
   * That of the process; colours only where a person looks and does not say otherwise with {@code
   * NO_COLOR} or {@code TERM=dumb}. In an image without a line editor there may be no console.
   */
  @SuppressWarnings("SystemConsoleNull")
  static Terminal ofProcess() {
    Console console = System.console();
    boolean isLive = console != null && console.isTerminal();
    boolean isPlain =
        !System.getenv().getOrDefault("NO_COLOR", "").isEmpty()
            || "dumb".equals(System.getenv("TERM"));
    return new Terminal(
        new PrintWriter(System.out, true, StandardCharsets.UTF_8),
        new PrintWriter(System.err, true, StandardCharsets.UTF_8),
        isLive,
        isLive && !isPlain);
  }

  /** {@code text} in a colour, where there are any. */
  String painted(Paint paint, String text) {
    return isColoured ? paint.on(text) : text;
  }

  /** A name and a value on a line. */
  void fact(String name, String value) {
    out.println(painted(Paint.DIM, "%-16s".formatted(name)) + " " + value);
  }

  /** An answer of the API as it came. */
  int json(String text) {
    out.println(text);
    return ExitCode.OK;
  }

  /** What the node says to a command. */
  int said(String message) {
    out.println(message);
    return ExitCode.OK;
  }

  /** One line for the operator about why nothing was done. */
  void refuse(String message) {
    err.println("vision-node: " + message);
    err.flush();
  }
}
