package network.vision.node;

import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import network.vision.api.ApiClient;
import network.vision.api.ApiClientException;
import network.vision.api.Reachability;
import network.vision.node.config.NodeConfig;
import network.vision.node.config.NodeConfigReader;
import network.vision.node.config.OperatorException;
import network.vision.node.config.Platform;
import network.vision.node.doctor.Doctor;
import network.vision.node.doctor.Finding;
import network.vision.node.doctor.Finding.Mark;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code vision-node doctor}: what is wrong with the node of this machine, and what to do. */
@Command(
    name = "doctor",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    abbreviateSynopsis = true,
    description = "Look for what keeps the node of this machine from working, running or not.",
    footer = {"", "Exit codes: 0 nothing is wrong, 1 something is to be done."})
final class DoctorCommand implements Callable<Integer> {

  private final Terminal terminal;
  private final Platform platform;

  @Spec private CommandSpec spec = CommandSpec.create();

  DoctorCommand(Terminal terminal, Platform platform) {
    this.terminal = terminal;
    this.platform = platform;
  }

  @Override
  public Integer call() throws OperatorException, InterruptedException {
    NodeConfig config =
        NodeConfigReader.read(
            SettingOptions.read(spec.commandLine().getParseResult(), platform), platform);
    List<Finding> findings;
    try (Progress _ = Progress.of(terminal, "Looking at this machine, and asking the seeds")) {
      findings = Doctor.look(config, running(config));
    }
    findings.forEach(this::print);
    return findings.stream().anyMatch(finding -> finding.mark() == Mark.BAD)
        ? ExitCode.FAILED
        : ExitCode.OK;
  }

  private @Nullable Reachability running(NodeConfig config) throws OperatorException {
    if (config.api().port() == 0) {
      return null;
    }
    try (ApiClient node = Asking.client(config)) {
      return node.reachability();
    } catch (ApiClientException e) {
      return null;
    }
  }

  private void print(Finding finding) {
    PrintWriter out = terminal.out();
    out.printf("%s %-15s %s%n", finding.mark().sign(), finding.name(), finding.text());
    finding
        .details()
        .forEach(detail -> out.printf("    %s %s%n", detail.mark().sign(), detail.text()));
  }
}
