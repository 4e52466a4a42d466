package network.vision.node;

import java.time.Duration;
import java.util.stream.Collectors;
import network.vision.node.devnet.Devnet;
import network.vision.node.devnet.DevnetState;
import network.vision.protocol.PeerAddress;

/**
 * Draws a devnet: on a live terminal a table that is drawn anew, else a line whenever something has
 * changed.
 *
 * <p>Owner: the thread of the command.
 */
final class DevnetPicture {

  private static final String CLEAR_LINE = "\u001b[2K";

  private final Terminal terminal;
  private final Devnet devnet;
  private String lastLine = "";
  private int drawnLines;
  private boolean isCompletionTold;

  DevnetPicture(Terminal terminal, Devnet devnet) {
    this.terminal = terminal;
    this.devnet = devnet;
  }

  /** Who there is, and where. */
  void begin() {
    devnet.remarks().forEach(terminal.out()::println);
    terminal.out().printf("%d nodes on loopback; Ctrl-C ends them.%n%n", devnet.members().size());
    terminal.out().printf("%-12s %-34s %-28s %s%n", "node", "peers at", "API", "");
    for (Devnet.Member member : devnet.members()) {
      terminal
          .out()
          .printf(
              "%-12s %-34s %-28s %s%n",
              member.name(), addresses(member), api(member), member.role().description());
    }
    terminal.out().println();
    terminal.out().flush();
  }

  /** How things stand {@code elapsed} after the start. */
  void show(DevnetState state, Duration elapsed) {
    if (terminal.isLive()) {
      draw(state, elapsed);
    } else if (!summary(state).equals(lastLine)) {
      lastLine = summary(state);
      terminal.out().printf("%s s  %s%n", seconds(elapsed), lastLine);
    }
    if (state.isComplete() && !isCompletionTold) {
      isCompletionTold = true;
      drawnLines = 0;
      terminal
          .out()
          .printf("Every node knows every other at its right port after %s s.%n", seconds(elapsed));
    }
    terminal.out().flush();
  }

  /** The verdict, when the devnet was for a script. */
  void end(DevnetState state, Duration elapsed) {
    if (!state.isComplete()) {
      terminal.refuse(
          "not every node knows every other after "
              + seconds(elapsed)
              + " s: "
              + state.rows().stream()
                  .map(row -> row.name() + " " + row.known() + "/" + (state.expected() - 1))
                  .collect(Collectors.joining(", ")));
    }
  }

  private void draw(DevnetState state, Duration elapsed) {
    if (drawnLines > 0) {
      terminal.out().printf("\u001b[%dA", drawnLines);
    }
    line("%-12s %-8s %-8s %-8s   %s s", "node", "knows", "in", "out", seconds(elapsed));
    for (DevnetState.Row row : state.rows()) {
      String known = row.known() + "/" + (state.expected() - 1);
      line("%-12s %-8s %-8d %-8d", row.name(), known, row.inbound(), row.outbound());
    }
    drawnLines = state.rows().size() + 1;
  }

  private void line(String format, Object... values) {
    terminal.out().print(CLEAR_LINE);
    terminal.out().printf(format + "%n", values);
  }

  private static String summary(DevnetState state) {
    return state.complete()
        + " of "
        + state.expected()
        + " nodes know all others; "
        + state.sessions()
        + " connections";
  }

  private static String addresses(Devnet.Member member) {
    return member.node().listening().stream()
        .map(PeerAddress::toString)
        .collect(Collectors.joining(" "));
  }

  private static String api(Devnet.Member member) {
    return "http://" + member.node().apiAddress() + "/";
  }

  private static String seconds(Duration elapsed) {
    return "%.1f".formatted(elapsed.toMillis() / 1000.0);
  }
}
