package network.vision.node;

import java.io.InterruptedIOException;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import network.vision.api.ApiClient;
import network.vision.api.ApiClientException;
import network.vision.api.NodeEvent;
import network.vision.node.config.OperatorException;
import network.vision.node.config.Platform;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** {@code vision-node events}: what happened lately, and what happens. */
@Command(
    name = "events",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    abbreviateSynopsis = true,
    description = "List what happened lately, oldest first.")
final class EventsCommand implements Callable<Integer> {

  private static final int MOST_RECENT = 200;
  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneId.systemDefault());

  private final Terminal terminal;
  private final Asking asking;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(names = "--follow", description = "Go on with what happens, until Ctrl-C.")
  private boolean isFollowing;

  @Option(
      names = "--recent",
      paramLabel = "N",
      defaultValue = "20",
      description = "How many events of the past, 1-200. Default: 20.")
  private int recent = 20;

  @Option(names = "--json", description = "As the API has it, an event a line.")
  private boolean isJson;

  EventsCommand(Terminal terminal, Platform platform) {
    this.terminal = terminal;
    this.asking = new Asking(terminal, platform);
  }

  @Override
  public Integer call() throws OperatorException {
    if (recent < 1 || recent > MOST_RECENT) {
      throw new OperatorException("--recent: '" + recent + "' is not a number of 1-200");
    }
    ParseResult line = spec.commandLine().getParseResult();
    return isFollowing
        ? asking.ask(line, this::follow)
        : asking.ask(
            line,
            node -> node.recentEvents(recent),
            events -> {
              events.forEach(this::print);
              return ExitCode.OK;
            });
  }

  /** A stream may end while the node lives on; it is resumed where it was. */
  private int follow(ApiClient node) throws ApiClientException {
    OptionalLong last = OptionalLong.empty();
    try {
      while (true) {
        last = node.follow(last, recent, this::printOrGap);
      }
    } catch (InterruptedIOException e) {
      return ExitCode.OK;
    }
  }

  private void printOrGap(Optional<NodeEvent> event) {
    event.ifPresentOrElse(this::print, () -> terminal.err().println("events were lost here"));
  }

  private void print(NodeEvent event) {
    terminal.out().println(isJson ? event.toJson() : text(event));
    terminal.out().flush();
  }

  private String text(NodeEvent event) {
    String peer =
        event.nodeTag().isEmpty() && event.nodeId() != null
            ? event.nodeId().shortText()
            : event.nodeTag();
    String where = event.address() == null ? "" : " at " + event.address();
    String before = event.before() == null ? "" : ", before at " + event.before();
    return terminal.painted(Paint.DIM, CLOCK.format(event.at()))
        + " "
        + terminal.painted(paint(event.kind()), "%-12s".formatted(event.kind()))
        + " "
        + (peer.isEmpty() ? "" : peer + where + before + ": ")
        + event.text();
  }

  private static Paint paint(NodeEvent.Kind kind) {
    return switch (kind) {
      case CONNECTED -> Paint.GOOD;
      case MOVED, CONFLICT -> Paint.ODD;
      case DISCONNECTED, DISCOVERED -> Paint.PLAIN;
      case MAPPING, VERDICT -> Paint.HEAD;
    };
  }
}
