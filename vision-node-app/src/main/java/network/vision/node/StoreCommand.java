package network.vision.node;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import network.vision.node.config.NodeConfig;
import network.vision.node.config.NodeConfigReader;
import network.vision.node.config.OperatorException;
import network.vision.node.config.Platform;
import network.vision.node.config.Setting;
import network.vision.node.outlet.StoreWords;
import network.vision.node.running.ApiToken;
import network.vision.store.DataDirectory;
import network.vision.store.LoadReport;
import network.vision.store.LoadedPeers;
import network.vision.store.PeerExport;
import network.vision.store.PeerImport;
import network.vision.store.SeedFile;
import network.vision.store.StoreException;
import network.vision.store.StoreInspection;
import network.vision.store.StoredPeer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code vision-node store}: what a node remembers. {@code show}, {@code check} and {@code export}
 * read beside a running node; {@code import} and {@code compact} want it stopped.
 */
@Command(
    name = "store",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    abbreviateSynopsis = true,
    synopsisSubcommandLabel = "COMMAND",
    description = "Look at what a node remembers, and mend it.")
final class StoreCommand implements Runnable {

  /** What decides where it is. */
  static final List<Setting> SETTINGS = List.of(Setting.DATA_DIR, Setting.NETWORK, Setting.CONFIG);

  private static final int MOST_SEEDS = 64;

  private final Terminal terminal;
  private final Platform platform;

  @Spec private CommandSpec spec = CommandSpec.create();

  StoreCommand(Terminal terminal, Platform platform) {
    this.terminal = terminal;
    this.platform = platform;
  }

  @Override
  public void run() {
    spec.commandLine().usage(terminal.out());
  }

  @Command(name = "show", mixinStandardHelpOptions = true, description = "Show every peer, or one.")
  int show(
      @Parameters(arity = "0..1", paramLabel = "ID|ADDRESS", description = "The one to show.")
          @Nullable String wanted)
      throws OperatorException {
    List<StoredPeer> shown =
        read().peers().stream().filter(peer -> wanted == null || isAt(peer, wanted)).toList();
    shown.forEach(peer -> terminal.out().println(PeerExport.json(peer)));
    if (shown.isEmpty() && wanted != null) {
      terminal.err().println("no peer " + wanted + " is remembered");
      return ExitCode.FAILED;
    }
    return ExitCode.OK;
  }

  private static boolean isAt(StoredPeer peer, String wanted) {
    return peer.key().equals(wanted)
        || peer.addresses().stream().anyMatch(stored -> stored.address().toString().equals(wanted));
  }

  @Command(
      name = "check",
      mixinStandardHelpOptions = true,
      description = "Say what is damaged; exit code 1 if anything is.")
  int check() throws OperatorException {
    try (Progress _ = Progress.of(terminal, "Checking the store")) {
      Path directory = directory();
      StoreInspection found = StoreInspection.check(directory);
      Optional<String> ofToken = problemOfToken(directory);
      LoadReport report = found.peers();
      found.problems().forEach(terminal.out()::println);
      ofToken.ifPresent(terminal.out()::println);
      report.damages().forEach(damage -> terminal.out().println(report.file() + ": " + damage));
      terminal
          .out()
          .printf("%s: %d peers, %d bytes%n", report.file(), report.peers(), report.bytes());
      return found.isClean() && ofToken.isEmpty() ? ExitCode.OK : ExitCode.FAILED;
    } catch (StoreException e) {
      throw refusal(e);
    }
  }

  private static Optional<String> problemOfToken(Path directory) {
    try {
      return ApiToken.problem(directory);
    } catch (StoreException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  @Command(
      name = "export",
      mixinStandardHelpOptions = true,
      description = "Write every peer as a line of JSON, or a seed file.")
  int export(
      @Parameters(paramLabel = "FILE", description = "Where to.") Path file,
      @Option(names = "--seeds", description = "A seed_peers.json of peers that were reached.")
          boolean isForSeeds)
      throws OperatorException {
    LoadedPeers read = read();
    try (Progress _ = Progress.of(terminal, "Writing " + file)) {
      StoreFolder.requireOutside(directory(), file);
      StoreFolder.replace(
          file,
          out -> {
            if (isForSeeds) {
              Instant now = Instant.now();
              out.write(SeedFile.write(PeerExport.seeds(read, now, MOST_SEEDS), now));
            } else {
              PeerExport.write(read.peers(), out);
            }
          });
      return read.report().isWhole() ? ExitCode.OK : ExitCode.FAILED;
    } catch (IOException e) {
      throw new OperatorException("store export: cannot write " + file + ": " + e, e);
    }
  }

  @Command(
      name = "import",
      mixinStandardHelpOptions = true,
      description = "Take in the lines of an export; a bad line costs itself only.")
  int merge(@Parameters(paramLabel = "FILE", description = "An export.") Path file)
      throws OperatorException, InterruptedException {
    try (Progress _ = Progress.of(terminal, "Taking in " + file);
        InputStream lines = Files.newInputStream(file);
        DataDirectory directory = open()) {
      String genesisHash = config().profile().genesisHash();
      directory.requireNetwork(genesisHash);
      LoadedPeers known = directory.peers().load();
      sayDamage(known.report());
      PeerImport done = PeerImport.run(directory.peers(), known, lines, genesisHash);
      done.refused().forEach(refused -> terminal.err().println(file + ": " + refused));
      terminal
          .out()
          .printf(
              "%d peers added, %d merged, %d lines refused%n",
              done.added(), done.merged(), done.refusedLines());
      return done.refusedLines() == 0 ? ExitCode.OK : ExitCode.FAILED;
    } catch (StoreException e) {
      throw refusal(e);
    } catch (NoSuchFileException e) {
      throw new OperatorException("store import: there is no " + file, e);
    } catch (IOException e) {
      throw new OperatorException("store import: " + file + ": " + e, e);
    }
  }

  @Command(
      name = "compact",
      mixinStandardHelpOptions = true,
      description = "Rewrite the peer file without what is of no use.")
  int compact() throws OperatorException {
    try (Progress _ = Progress.of(terminal, "Rewriting the store");
        DataDirectory directory = open()) {
      LoadReport before = directory.peers().compact();
      sayDamage(before);
      terminal
          .out()
          .printf(
              "%s: %d peers, %d bytes became %d%n",
              before.file(), before.peers(), before.bytes(), size(before.file()));
      return ExitCode.OK;
    } catch (StoreException e) {
      throw refusal(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private LoadedPeers read() throws OperatorException {
    try (Progress _ = Progress.of(terminal, "Reading the store")) {
      LoadedPeers read = StoreInspection.peers(directory());
      sayDamage(read.report());
      return read;
    } catch (StoreException e) {
      throw refusal(e);
    }
  }

  private void sayDamage(LoadReport report) {
    if (!report.isWhole()) {
      terminal.err().println(StoreWords.of(report));
    }
  }

  private static long size(Path file) throws IOException {
    return Files.exists(file) ? Files.size(file) : 0;
  }

  /** For whoever writes: the directory of a node of this user that does not run. */
  private DataDirectory open() throws OperatorException {
    Path path = directory();
    StoreFolder.requireOurs(path);
    try {
      return DataDirectory.open(path, event -> terminal.err().println(StoreWords.of(event)));
    } catch (StoreException e) {
      throw refusal(e);
    }
  }

  private Path directory() throws OperatorException {
    return config().dataDirectory();
  }

  private NodeConfig config() throws OperatorException {
    return NodeConfigReader.read(
        SettingOptions.read(spec.commandLine().getParseResult().subcommand(), platform), platform);
  }

  private static OperatorException refusal(StoreException e) {
    return new OperatorException(String.valueOf(e.getMessage()), e);
  }
}
