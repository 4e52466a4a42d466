package network.vision.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import network.vision.node.config.Platform;
import network.vision.protocol.NodeId;
import network.vision.protocol.PeerAddress;
import network.vision.store.DataDirectory;
import network.vision.store.StoreInspection;
import network.vision.store.StoredAddress;
import network.vision.store.StoredPeer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code vision-node store} on a data directory, beside its node and without one. */
class StoreCommandTest {

  private static final Instant T0 = Instant.parse("2026-01-01T00:00:00Z");
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final StoredPeer ALICE = peer("alice", "8.8.0.1:40001", T0);
  private static final StoredPeer BOB = peer("bob", "8.8.0.2:40002", null);

  @TempDir private Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private Path data;

  @BeforeEach
  void remember() throws Exception {
    data = folder.resolve("data");
    try (DataDirectory directory = open()) {
      directory.peers().load();
      directory.peers().put(ALICE);
      directory.peers().put(BOB);
    }
  }

  private static StoredPeer peer(String id, String address, Instant lastSuccess) {
    return new StoredPeer(
        new NodeId(id),
        StoredPeer.Claims.NONE,
        null,
        null,
        StoredPeer.Standing.BLAMELESS,
        false,
        List.of(
            new StoredAddress(
                PeerAddress.parse(address).orElseThrow(),
                new StoredAddress.Origin("gossip", null, T0),
                new StoredAddress.History(lastSuccess, null, 0))));
  }

  @Test
  void thatWhichReadsDoesSoBesideARunningNode() throws Exception {
    Path exported = folder.resolve("exported");
    try (DataDirectory node = open()) {
      node.peers().load();

      assertThat(store("show")).as("%s", err).isEqualTo(ExitCode.OK);
      assertThat(out.toString().lines()).hasSize(2).allMatch(line -> line.startsWith("{\"peer\":"));
      assertThat(store("show", "bob")).isEqualTo(ExitCode.OK);
      assertThat(store("show", "8.8.0.2:40002")).isEqualTo(ExitCode.OK);
      assertThat(out.toString().lines()).singleElement().asString().contains("\"bob\"");
      assertThat(store("show", "nobody")).isEqualTo(ExitCode.FAILED);
      assertThat(err.toString().lines()).containsExactly("no peer nobody is remembered");
      assertThat(store("check")).isEqualTo(ExitCode.OK);
      assertThat(store("export", exported.toString())).isEqualTo(ExitCode.OK);
    }
    assertThat(exported).content().contains("8.8.0.1:40001", "8.8.0.2:40002");
  }

  @Test
  void thatWhichWritesIsRefusedUnderARunningNodeAndTouchesNothing() throws Exception {
    Path lines = Files.writeString(folder.resolve("lines"), "{\"peer\":\"carol\"}\n");
    try (DataDirectory node = open()) {
      node.peers().load();
      Map<Path, List<Object>> before = everyFile();
      for (List<String> command :
          List.of(List.of("compact"), List.of("import", lines.toString()))) {
        assertThat(store(command.toArray(String[]::new))).isEqualTo(ExitCode.OPERATOR);
        assertThat(err.toString().lines())
            .singleElement()
            .satisfies(line ->
                assertThat(line)
                    .startsWith("vision-node: " + data + " is used by")
                    .endsWith(": stop that node first, or choose another data directory"));
      }
      assertThat(everyFile()).isEqualTo(before);
    }
    assertThat(StoreInspection.peers(data).peers()).containsExactly(ALICE, BOB);
  }

  @Test
  void aCheckSaysWhatIsDamagedAndTouchesNothing() throws Exception {
    Path file = data.resolve("peers.jsonl");
    Files.writeString(file, Files.readString(file).replaceFirst("40002", "40003"));
    Files.writeString(data.resolve("record-sequence"), "nonsense");
    Map<Path, List<Object>> before = everyFile();

    assertThat(store("check")).isEqualTo(ExitCode.FAILED);

    assertThat(out.toString().lines())
        .satisfiesExactly(
            line -> assertThat(line).contains("record-sequence is damaged: a start puts it aside"),
            line -> assertThat(line).contains("peers.jsonl: line 3", "the checksum does not match"),
            line -> assertThat(line).contains("peers.jsonl: 1 peers, "));
    assertThat(everyFile()).isEqualTo(before);
  }

  @Test
  void anImportMergesAndNamesEachBadLineByItsNumber() throws Exception {
    Path lines =
        Files.writeString(
            folder.resolve("lines"),
            """
            {"peer":"carol","addresses":[{"address":"8.8.0.3:40003","provenance":"seed"}]}
            nonsense
            {"peer":"bob","tag":"VNODE-bob","addresses":[{"address":"8.8.0.2:40002","provenance":"seed"}]}
            {"peer":"dave","addresses":[{"address":"example.org:1"}]}
            """);

    assertThat(store("import", lines.toString())).isEqualTo(ExitCode.FAILED);

    assertThat(out.toString()).isEqualTo("1 peers added, 1 merged, 2 lines refused%n".formatted());
    assertThat(err.toString().lines())
        .satisfiesExactly(
            line -> assertThat(line).startsWith(lines + ": line 2: not JSON"),
            line -> assertThat(line).startsWith(lines + ": line 4: address: "));
    assertThat(StoreInspection.peers(data).peers())
        .extracting(peer -> peer.key() + " " + peer.labels().tag())
        .containsExactlyInAnyOrder("alice ", "bob VNODE-bob", "carol ");
  }

  @Test
  void anExportNeverWritesToTheDataDirectory() throws Exception {
    Map<Path, List<Object>> before = everyFile();
    Path link = Files.createSymbolicLink(folder.resolve("link"), data.resolve("peers.jsonl"));
    for (Path file : List.of(data.resolve("peers.jsonl"), data.resolve("another"), link)) {
      assertThat(store("export", file.toString())).isEqualTo(ExitCode.OPERATOR);
      assertThat(err.toString().lines())
          .singleElement()
          .asString()
          .contains(" is in the data directory, where the node alone writes");
    }
    assertThat(everyFile()).isEqualTo(before);
  }

  @Test
  void anExportIsPutInThePlaceOfTheOneBefore() throws Exception {
    Path backups = Files.createDirectory(folder.resolve("backups"));
    Path file = Files.writeString(backups.resolve("exported"), "before");

    assertThat(store("export", file.toString())).isEqualTo(ExitCode.OK);

    assertThat(file).content().contains("8.8.0.1:40001").doesNotContain("before");
    assertThat(backups.toFile().list()).containsExactly("exported");
    Path linked = Files.createSymbolicLink(folder.resolve("linked"), file);
    assertThat(store("export", "--seeds", linked.toString())).isEqualTo(ExitCode.OK);
    assertThat(linked).isSymbolicLink();
    assertThat(file).content().contains("generated_at");
  }

  @Test
  void anExportGoesThroughAPipe() throws Exception {
    Path pipe = folder.resolve("pipe");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    FutureTask<String> reading = new FutureTask<>(() -> Files.readString(pipe));
    Thread.startVirtualThread(reading);

    assertThat(store("export", pipe.toString())).as("%s", err).isEqualTo(ExitCode.OK);

    assertThat(reading.get(10, TimeUnit.SECONDS)).contains("8.8.0.1:40001");
  }

  @Test
  void whatIsDamagedIsSaidByEveryCommandThatLeavesItOut() throws Exception {
    Path file = data.resolve("peers.jsonl");
    String damaged = Files.readString(file).replaceFirst("40002", "40003");
    Path exported = folder.resolve("exported");
    for (List<String> command :
        List.of(
            List.of("show"),
            List.of("export", exported.toString()),
            List.of("import", exported.toString()),
            List.of("compact"))) {
      Files.writeString(file, damaged);
      int code = store(command.toArray(String[]::new));
      assertThat(err.toString().lines())
          .as("%s", command)
          .singleElement()
          .asString()
          .contains("1 damaged places, such as line 3", "the checksum does not match");
      assertThat(code)
          .as("%s", command)
          .isEqualTo(command.getFirst().equals("export") ? ExitCode.FAILED : ExitCode.OK);
    }
  }

  @Test
  void whatWritesWantsTheDirectoryOfANodeOfThisUser() throws Exception {
    Path lines = Files.writeString(folder.resolve("lines"), "");
    List<List<String>> commands = List.of(List.of("compact"), List.of("import", lines.toString()));
    Path mistyped = folder.resolve("mistyped");
    Path right = data;
    data = mistyped;
    for (List<String> command : commands) {
      assertThat(store(command.toArray(String[]::new))).isEqualTo(ExitCode.OPERATOR);
      assertThat(err.toString()).contains(mistyped + " is the data directory of no node");
    }
    assertThat(mistyped).doesNotExist();
    data = right;
    assumeTrue(System.getProperty("user.name").equals("root"), "only root may give files away");
    Files.setOwner(
        data.resolve("identity"),
        data.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("nobody"));
    for (List<String> command : commands) {
      assertThat(store(command.toArray(String[]::new))).isEqualTo(ExitCode.OPERATOR);
      assertThat(err.toString())
          .contains("the files in " + data + " belong to nobody: run this as that user");
    }
  }

  @Test
  void whatIsOfAnotherNetworkIsNotMixedIn() throws Exception {
    assertThat(store("compact")).isEqualTo(ExitCode.OK);
    assertThat(data.resolve("network")).as("only a start binds").doesNotExist();
    try (DataDirectory directory = open()) {
      directory.bindTo("11".repeat(32));
    }
    Path lines = Files.writeString(folder.resolve("lines"), "");

    assertThat(store("import", lines.toString())).isEqualTo(ExitCode.OPERATOR);

    assertThat(err.toString()).contains(data + " is of the network with genesis hash 1111");
    assertThat(store("compact")).as("needs no network").isEqualTo(ExitCode.OK);
  }

  @Test
  void aNodeThatHasLearnedNothingIsCompactedToo() throws Exception {
    Files.delete(data.resolve("peers.jsonl"));

    assertThat(store("compact")).as("%s", err).isEqualTo(ExitCode.OK);

    assertThat(out.toString()).contains("peers.jsonl: 0 peers, 0 bytes became 0");
  }

  @Test
  void learnedSeedsAreExportedInTheFormOfADeployedSeedFile() throws Exception {
    Path seeds = folder.resolve("seed_peers.json");

    assertThat(store("export", "--seeds", seeds.toString())).isEqualTo(ExitCode.OK);

    assertThat(seeds)
        .content(StandardCharsets.UTF_8)
        .matches(
            "\\{\"version\":1,\"generated_at\":\"[^\"]+\",\"description\":\"[^\"]+\","
                + "\"peers\":\\[\"8.8.0.1:40001\"]}\n");
  }

  @Test
  void compactingLeavesWhatIsUseful() throws Exception {
    try (DataDirectory directory = open()) {
      directory.peers().load();
      directory.peers().put(ALICE);
      assertThat(directory.peers().flush(SOON)).isTrue();
    }

    assertThat(store("compact")).isEqualTo(ExitCode.OK);

    assertThat(out.toString()).contains("peers.jsonl: 2 peers, ", " bytes became ");
    assertThat(Files.readAllLines(data.resolve("peers.jsonl"))).hasSize(3);
    assertThat(StoreInspection.peers(data).peers()).containsExactly(BOB, ALICE);
  }

  private DataDirectory open() throws Exception {
    return DataDirectory.open(data, event -> {});
  }

  /** Of each file: what it holds, when it was changed. */
  private Map<Path, List<Object>> everyFile() throws IOException {
    Map<Path, List<Object>> files = new HashMap<>();
    try (Stream<Path> paths = Files.list(data)) {
      for (Path path : paths.toList()) {
        FileTime changed = Files.getLastModifiedTime(path);
        files.put(path, List.of(Files.readString(path), changed));
      }
    }
    return files;
  }

  private int store(String... args) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    Terminal terminal =
        new Terminal(new PrintWriter(out, true), new PrintWriter(err, true), false, false);
    Platform platform = new Platform("Linux", folder, Map.of());
    Stream<String> place = Stream.of("--network", "devnet", "--data-dir", data.toString());
    String[] words =
        Stream.concat(Stream.concat(Stream.of("store"), Stream.of(args)), place)
            .toArray(String[]::new);
    return Commands.line(terminal, platform).execute(words);
  }
}
