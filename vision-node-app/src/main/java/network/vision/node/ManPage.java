package network.vision.node;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import network.vision.node.config.Setting;
import network.vision.node.running.Program;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * The manual page of a program, in the macros of man(7), made of what its commands say of
 * themselves: it cannot tell of another option than there is.
 */
final class ManPage {

  private final StringBuilder page = new StringBuilder();

  private ManPage() {}

  /** The page of {@code program} and all its commands. */
  static String of(CommandSpec program) {
    ManPage made = new ManPage();
    made.head(program);
    made.section("OPTIONS");
    made.options(program);
    made.section("COMMANDS");
    made.commands(program.subcommands(), "");
    made.environment();
    made.end();
    return made.page.toString();
  }

  private void head(CommandSpec program) {
    line(".TH VISION\\-NODE 1 \"\" \"" + Program.NAME + " " + Program.VERSION + "\"");
    section("NAME");
    line("vision\\-node \\- a node of the Vision peer\\-to\\-peer network");
    section("SYNOPSIS");
    line(".B " + escaped(program.name()));
    line("[\\fICOMMAND\\fR] [\\fIOPTION\\fR...]");
    section("DESCRIPTION");
    text(program.usageMessage().description());
    line("Without a command a node is run.");
  }

  private void commands(Map<String, CommandLine> commands, String parents) {
    new TreeMap<>(commands)
        .forEach((name, command) -> {
          CommandSpec spec = command.getCommandSpec();
          line(".SS " + escaped(parents + name) + parameters(spec));
          text(spec.usageMessage().description());
          if (!spec.name().equals("run")) {
            options(spec);
          }
          commands(spec.subcommands(), parents + name + " ");
        });
  }

  private static String parameters(CommandSpec spec) {
    StringBuilder text = new StringBuilder();
    for (PositionalParamSpec parameter : spec.positionalParameters()) {
      text.append(' ').append(escaped(parameter.paramLabel()));
    }
    return text.toString();
  }

  private void options(CommandSpec spec) {
    for (OptionSpec option : spec.options()) {
      boolean isStandard = option.usageHelp() || option.versionHelp();
      if (!option.hidden() && !(isStandard && spec.parent() != null)) {
        line(".TP");
        line(".B " + escaped(String.join(", ", option.names())) + value(option));
        text(option.description());
      }
    }
  }

  private static String value(OptionSpec option) {
    return option.arity().max() == 0 ? "" : " \\fI" + escaped(option.paramLabel()) + "\\fR";
  }

  private void environment() {
    section("ENVIRONMENT");
    for (Setting setting : Setting.values()) {
      setting
          .environment()
          .ifPresent(variable -> {
            line(".TP");
            line(".B " + escaped(variable));
            line("As " + escaped("--" + setting.key()) + ".");
          });
    }
    for (List<String> other :
        List.of(
            List.of("NO_COLOR", "Set to anything: no colours."),
            List.of("VISION_JAVA_OPTS", "More options for the Java runtime."))) {
      line(".TP");
      line(".B " + other.getFirst());
      line(other.getLast());
    }
  }

  private void end() {
    section("EXIT STATUS");
    List<String> meanings =
        List.of(
            "It did what was asked.",
            "It failed, or the answer is no.",
            "A mistake in what was asked for; a line on standard error names it.",
            "No node answers.",
            "ping: something else answers.",
            "ping: it hung up before its handshake was whole.",
            "ping: it may not be dialled, or no socket is left.");
    for (int code = 0; code < meanings.size(); code++) {
      line(".TP");
      line(".B " + code);
      line(meanings.get(code));
    }
  }

  private void section(String title) {
    line(".SH " + title);
  }

  private void text(String... paragraphs) {
    for (String paragraph : paragraphs) {
      line(paragraph.isEmpty() ? ".PP" : escaped(paragraph));
    }
  }

  private void line(String text) {
    page.append(text).append('\n');
  }

  /** A hyphen that is one, and no line that reads as a macro. */
  private static String escaped(String text) {
    String plain = text.formatted().replace("\\", "\\e").replace("-", "\\-");
    return plain.startsWith(".") || plain.startsWith("'") ? "\\&" + plain : plain;
  }
}
