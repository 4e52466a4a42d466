package network.vision.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import network.vision.node.config.Platform;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What is made of the commands for readers and for shells. */
class ManPageTest {

  @TempDir private Path folder;

  private final StringWriter out = new StringWriter();

  @Test
  void everyCommandAndEveryOptionThatIsNotHiddenIsInTheManual() {
    CommandLine root = line();
    String page = ManPage.of(root.getCommandSpec());

    root.getSubcommands()
        .forEach((name, command) -> {
          assertThat(page).contains(".SS " + name);
          command.getCommandSpec().options().stream()
              .filter(option -> !option.hidden() && !option.usageHelp() && !option.versionHelp())
              .forEach(
                  option -> assertThat(page).contains(option.longestName().replace("-", "\\-")));
        });
    assertThat(page).contains(".SH EXIT STATUS", "VISION_P2P_PORT").doesNotContain("omit");
  }

  @Test
  void everyExitCodeHasItsMeaningInTheManual() {
    String page = ManPage.of(line().getCommandSpec());
    String codes = page.substring(page.indexOf(".SH EXIT STATUS"));
    long documented = codes.lines().filter(text -> text.matches("\\.B \\d+")).count();

    assertThat(documented).isEqualTo(ExitCode.class.getDeclaredFields().length);
  }

  @Test
  void noLineOfProseReadsAsAMacro() {
    assertThat(ManPage.of(line().getCommandSpec()).lines().filter(text -> text.startsWith(".")))
        .allMatch(text -> text.matches("\\.(TH|SH|SS|TP|PP|B)( .*)?"));
  }

  @Test
  void bashCompletesCommandsAndOptions() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/bin/bash")));

    assertThat(completed("vision-node", "pee")).contains("peers", "peer");
    assertThat(completed("vision-node", "peers", "--non")).contains("--non-default-port");
    assertThat(completed("vision-node", "seeds", "ch")).contains("check");
  }

  @Test
  void zshIsToldWhatEachCommandAndOptionIsFor() {
    assertThat(line().execute("completion", "zsh")).isEqualTo(ExitCode.OK);

    assertThat(out.toString())
        .startsWith("#compdef vision-node\n")
        .contains(
            "'peers:List the peers that the node of this machine knows'",
            "'(--non-default-port)--non-default-port[Only those at another port than 7070 or 7072]'",
            "(Connected Connecting Disconnected Failed KnownOnly)",
            "'*--data-dir=[",
            "_files -/")
        .doesNotContain("omit-port");
  }

  @Test
  void zshReadsWhatItIsTold() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/bin/zsh")));
    assertThat(line().execute("completion", "zsh")).isEqualTo(ExitCode.OK);
    Path script = Files.writeString(folder.resolve("_vision-node"), out.toString());

    assertThat(said("/bin/zsh", "-n", script.toString())).isEmpty();
  }

  private String completed(String... words) throws IOException, InterruptedException {
    out.getBuffer().setLength(0);
    assertThat(line().execute("completion")).isEqualTo(ExitCode.OK);
    Path script = Files.writeString(folder.resolve("completion"), out.toString());
    String asked =
        "compopt() { :; }; . '%s'; COMP_WORDS=(%s); COMP_CWORD=%d; _complete_vision-node; echo \"${COMPREPLY[@]}\""
            .formatted(script, String.join(" ", words), words.length - 1);
    return said("/bin/bash", "-c", asked);
  }

  private static String said(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(List.of(command)).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    return said;
  }

  private CommandLine line() {
    PrintWriter printer = new PrintWriter(out, true);
    return Commands.line(
        new Terminal(printer, printer, false, false), new Platform("Linux", folder, Map.of()));
  }
}
