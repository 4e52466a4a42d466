package network.vision.node;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * The completion function of a program for zsh, with what each command and option is for, made of
 * what its commands say of themselves.
 *
 * <p>It works as a file of {@code fpath} and when it is sourced. Source: the zsh manual,
 * "Completion System", {@code _arguments} and {@code _describe}.
 */
final class ZshCompletion {

  private static final String INDENT = "  ";

  private final StringBuilder script = new StringBuilder();

  private ZshCompletion() {}

  /** The function of {@code program} and all its commands. */
  static String of(CommandSpec program) {
    ZshCompletion made = new ZshCompletion();
    String function = "_" + program.name();
    made.line("#compdef " + program.name());
    made.function(function, program);
    made.line("if [ \"$funcstack[1]\" = " + quoted(function) + " ]; then");
    made.line(INDENT + function + " \"$@\"");
    made.line("else");
    made.line(INDENT + "compdef " + function + " " + program.name());
    made.line("fi");
    return made.script.toString();
  }

  /** A function for the command, after those of its own commands. */
  private void function(String name, CommandSpec command) {
    Map<String, CommandLine> commands = new TreeMap<>(command.subcommands());
    commands.forEach((word, line) -> function(name + "_" + word, line.getCommandSpec()));
    line(name + "() {");
    List<String> words = new ArrayList<>();
    words.add("_arguments -s -S -C");
    command.options().stream()
        .filter(option -> !option.hidden())
        .forEach(option -> words.addAll(option(option)));
    if (commands.isEmpty()) {
      command.positionalParameters().forEach(parameter -> words.add(parameter(parameter)));
      line(INDENT + String.join(" \\\n    ", words));
    } else {
      words.add(quoted("1:command:->command"));
      words.add(quoted("*::argument:->argument"));
      line(INDENT + "local context state state_descr line");
      line(INDENT + "typeset -A opt_args");
      line(INDENT + String.join(" \\\n    ", words));
      choice(name, commands);
    }
    line("}");
    line("");
  }

  private void choice(String name, Map<String, CommandLine> commands) {
    line(INDENT + "case $state in");
    line(INDENT + "command)");
    line(INDENT + INDENT + "local -a commands=(");
    commands.forEach((word, command) ->
        line(
            INDENT.repeat(3)
                + quoted(
                    word + ":" + summary(command.getCommandSpec().usageMessage().description()))));
    line(INDENT + INDENT + ")");
    line(INDENT + INDENT + "_describe command commands ;;");
    line(INDENT + "argument)");
    line(INDENT + INDENT + "case $line[1] in");
    commands.forEach((word, _) -> line(INDENT.repeat(3) + word + ") " + name + "_" + word + " ;;"));
    line(INDENT + INDENT + "esac ;;");
    line(INDENT + "esac");
  }

  /** A word for each of its names; the others are not offered after one of them was given. */
  private static List<String> option(OptionSpec option) {
    boolean isRepeatable = option.isMultiValue();
    String others = isRepeatable ? "*" : "(" + String.join(" ", option.names()) + ")";
    return Stream.of(option.names())
        .map(name -> quoted(others + name + value(name, option)))
        .toList();
  }

  private static String value(String name, OptionSpec option) {
    String meaning = "[" + escaped(summary(option.description())) + "]";
    if (option.arity().max() == 0) {
      return meaning;
    }
    String separator = name.startsWith("--") ? "=" : "";
    boolean isOptional = option.arity().min() == 0;
    return (isOptional && !separator.isEmpty() ? "=-" : separator)
        + meaning
        + (isOptional ? "::" : ":")
        + escaped(option.paramLabel())
        + ":"
        + choices(option.type(), option.paramLabel());
  }

  private static String parameter(PositionalParamSpec parameter) {
    String colon = parameter.arity().min() == 0 ? "::" : ":";
    return quoted(
        colon
            + escaped(parameter.paramLabel())
            + ":"
            + choices(parameter.type(), parameter.paramLabel()));
  }

  private static String choices(Class<?> type, String label) {
    if (type.isEnum()) {
      return Stream.of(type.getEnumConstants())
          .map(constant -> constant.toString())
          .collect(Collectors.joining(" ", "(", ")"));
    }
    return switch (label) {
      case "DIR" -> "_files -/";
      case "FILE", "NAME|FILE" -> "_files";
      case "yes|no", "on|off", "bash|zsh" -> "(" + label.replace('|', ' ') + ")";
      default -> " ";
    };
  }

  /** The first sentence. */
  private static String summary(String... description) {
    String text = description.length == 0 ? "" : description[0].formatted();
    int end = text.indexOf(". ");
    String first = end < 0 ? text : text.substring(0, end);
    return first.endsWith(".") ? first.substring(0, first.length() - 1) : first;
  }

  private static String escaped(String text) {
    return text.replace("[", "\\[").replace("]", "\\]").replace(":", "\\:");
  }

  private static String quoted(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }

  private void line(String text) {
    script.append(text).append('\n');
  }
}
