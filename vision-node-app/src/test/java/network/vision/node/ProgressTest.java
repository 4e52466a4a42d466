package network.vision.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class ProgressTest {

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void whatTakesNoSecondSaysNothing() {
    Progress.of(terminal(true), "Asking").close();

    assertThat(err.toString()).isEmpty();
  }

  @Test
  void whatTakesLongerCountsItsSecondsAndIsWipedOnALiveTerminal() throws Exception {
    try (Progress _ = Progress.of(terminal(true), "Asking")) {
      Eventually.holds("it counts", () -> err.toString().contains("Asking, 1 s"));
    }

    assertThat(err.toString()).endsWith("\r\u001b[2K");
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void aLogGetsOneLine() throws Exception {
    try (Progress _ = Progress.of(terminal(false), "Asking")) {
      Eventually.holds("it says so", () -> !err.toString().isEmpty());
    }

    assertThat(err.toString()).isEqualToIgnoringNewLines("Asking");
  }

  @Test
  void coloursAreForTerminalsThatShowThem() {
    PrintWriter printer = new PrintWriter(out, true);
    new Table("HEAD").print(new Terminal(printer, printer, true, true));
    assertThat(out.toString()).contains("\u001b[1mHEAD\u001b[0m");

    out.getBuffer().setLength(0);
    new Table("HEAD").print(new Terminal(printer, printer, true, false));
    assertThat(out.toString()).isEqualToIgnoringNewLines("HEAD");
  }

  private Terminal terminal(boolean isLive) {
    return new Terminal(new PrintWriter(out, true), new PrintWriter(err, true), isLive, false);
  }
}
