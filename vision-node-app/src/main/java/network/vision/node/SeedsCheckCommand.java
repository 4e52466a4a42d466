package network.vision.node;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import network.vision.node.config.NodeConfig;
import network.vision.node.config.NodeConfigReader;
import network.vision.node.config.OperatorException;
import network.vision.node.config.Platform;
import network.vision.node.config.Setting;
import network.vision.node.running.Outward;
import network.vision.node.running.Program;
import network.vision.node.running.StartingSeeds;
import network.vision.protocol.Handshake;
import network.vision.protocol.HostAndPort;
import network.vision.protocol.PeerAddress;
import network.vision.transport.Knock;
import network.vision.transport.Visitor;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/**
 * {@code vision-node seeds check}: knocks at every seed, whether a node runs here or not.
 *
 * <p>At most {@value #AT_ONCE} are asked at a time.
 */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    abbreviateSynopsis = true,
    description = "Ask every seed who it is, now; exit code 1 if none answers.")
final class SeedsCheckCommand implements Callable<Integer> {

  /** What decides which seeds there are, whom we may dial, and how we speak. */
  static final List<Setting> SETTINGS =
      List.of(
          Setting.SEED,
          Setting.NETWORK,
          Setting.DATA_DIR,
          Setting.DIAL_ONLY,
          Setting.SOCKS5,
          Setting.CONFIG);

  private static final int AT_ONCE = 16;

  private final Terminal terminal;
  private final Platform platform;

  @Spec private CommandSpec spec = CommandSpec.create();

  /** What became of a seed. */
  private record Found(boolean isAnswering, String result, String ping, String peer) {

    static Found failed(String why) {
      return new Found(false, why, "", "");
    }
  }

  SeedsCheckCommand(Terminal terminal, Platform platform) {
    this.terminal = terminal;
    this.platform = platform;
  }

  @Override
  public Integer call() throws OperatorException, InterruptedException {
    NodeConfig config =
        NodeConfigReader.read(
            SettingOptions.read(spec.commandLine().getParseResult(), platform), platform);
    List<HostAndPort> seeds = StartingSeeds.of(config, refused -> terminal.err().println(refused));
    if (seeds.isEmpty()) {
      terminal.refuse(
          "there are no seeds on " + config.profile().name() + "; give some with --seed");
      return ExitCode.FAILED;
    }
    List<Found> found;
    try (Progress _ = Progress.of(terminal, "Asking " + seeds.size() + " seeds")) {
      found = ask(seeds, config);
    }
    print(seeds, found);
    return found.stream().anyMatch(Found::isAnswering) ? ExitCode.OK : ExitCode.FAILED;
  }

  private static List<Found> ask(List<HostAndPort> seeds, NodeConfig config)
      throws InterruptedException, OperatorException {
    Visitor visitor = Visitor.of(config.profile(), Program.WIRE_VERSION, Program.BUILD);
    Outward outward = Outward.of(config);
    try (ExecutorService asking =
        Executors.newFixedThreadPool(AT_ONCE, Thread.ofVirtual().factory())) {
      List<Callable<Found>> questions = new ArrayList<>();
      seeds.forEach(seed -> questions.add(() -> ask(seed, outward, visitor)));
      List<Found> found = new ArrayList<>();
      for (Future<Found> answer : asking.invokeAll(questions)) {
        found.add(answer.get());
      }
      return found;
    } catch (ExecutionException e) {
      throw new IllegalStateException("asking a seed ends in an answer", e.getCause());
    }
  }

  private static Found ask(HostAndPort seed, Outward outward, Visitor visitor)
      throws InterruptedException {
    Optional<PeerAddress> address = outward.lookUp(seed).stream().findFirst();
    if (address.isEmpty()) {
      return Found.failed("has no address");
    }
    return switch (outward.knock(address.get(), visitor)) {
      case Knock.Answered answered -> found(answered);
      case Knock.Unanswered unanswered -> Found.failed(unanswered.failure().detail());
    };
  }

  private static Found found(Knock.Answered answered) {
    Handshake.Reach reach = answered.handshake().reach();
    String port = reach.isPortStated() ? ", says port " + reach.port(answered.version()) : "";
    return new Found(
        true,
        "answers, version " + answered.version().wireByte() + port,
        answered.roundTrip().toMillis() + " ms",
        answered.handshake().node().tag());
  }

  private void print(List<HostAndPort> seeds, List<Found> found) {
    Table table = new Table("SEED", "PING", "PEER", "RESULT");
    for (int i = 0; i < seeds.size(); i++) {
      Found result = found.get(i);
      table.add(
          List.of(
              Table.Cell.of(seeds.get(i).toString()),
              Table.Cell.of(result.ping()),
              Table.Cell.of(result.peer()),
              new Table.Cell(result.result(), result.isAnswering() ? Paint.GOOD : Paint.BAD)));
    }
    table.print(terminal);
    long answering = found.stream().filter(Found::isAnswering).count();
    terminal.out().printf("%d of %d seeds answer%n", answering, seeds.size());
    terminal.out().flush();
  }
}
