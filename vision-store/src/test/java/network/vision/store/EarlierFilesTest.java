package network.vision.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import network.vision.protocol.NodeId;
import network.vision.protocol.PeerAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Samples of what releases have left on disk, kept as they were written. */
class EarlierFilesTest {

  @TempDir private Path temp;

  private static Path sample(String name) throws URISyntaxException {
    return Path.of(EarlierFilesTest.class.getResource(name).toURI());
  }

  /** Version control keeps no modes. */
  private static void copyWithModes(Path from, Path to) throws IOException {
    Files.setPosixFilePermissions(to, PosixFilePermissions.fromString("rwx------"));
    try (Stream<Path> files = Files.list(from)) {
      for (Path file : files.toList()) {
        Path copy = Files.copy(file, to.resolve(file.getFileName().toString()));
        Files.setPosixFilePermissions(copy, PosixFilePermissions.fromString("rw-------"));
      }
    }
  }

  @Test
  void aDataDirectoryOf111IsTheSameNodeWithTheSamePeers() throws Exception {
    copyWithModes(sample("data-directory-1.1.1"), temp);
    assertThat(StoreInspection.check(temp).isClean()).isTrue();
    try (DataDirectory directory = DataDirectory.open(temp, event -> {})) {
      assertThat(directory.isNew()).isFalse();
      assertThat(directory.identity().nodeId())
          .isEqualTo(new NodeId("205840d34cf22797d2564934fd51839f47ae046d"));
      assertThat(directory.ebid()).hasToString("255a08f4-22eb-40b3-981d-d720981f4402");
      assertThat(directory.recordSequence()).isEqualTo(1767225600123L);
      assertThat(directory.peers().load().peers())
          .containsExactly(Peers.complete(), Peers.unnamed(3), Peers.at(Peers.named(1), 7074));
    }
    assertThat(PrivateFiles.read(temp.resolve("api-token"))).isPresent();
  }

  @Test
  void aDeployedSeedFileIsReadAndLeftAsItIs() throws Exception {
    Path file = sample("seed_peers.deployed.json");
    byte[] before = Files.readAllBytes(file);
    SeedFile read = SeedFile.read(file);
    assertThat(read.refused()).isEmpty();
    assertThat(read.seeds())
        .contains(
            new SeedFile.Seed(PeerAddress.parse("69.173.207.135:7072").orElseThrow(), true),
            new SeedFile.Seed(PeerAddress.parse("75.128.156.69:7070").orElseThrow(), false))
        .hasSize(5);
    assertThat(file).hasBinaryContent(before);
  }

  @Test
  void aPeerOfTheTimeWithoutPortsIsKeptAsAGuess() throws Exception {
    Path file = temp.resolve("peers.jsonl");
    String line =
        "{\"peer\":\"alice\",\"addresses\":[{\"address\":\"192.0.2.1\",\"provenance\":\"gossip\"}]}";
    Files.write(file, List.of(sealed("{\"format\":\"vision-peers\",\"version\":1}"), sealed(line)));
    StoredPeer alice = StoreInspection.peers(temp).peers().getFirst();
    assertThat(alice.addresses())
        .singleElement()
        .satisfies(stored -> {
          assertThat(stored.address()).hasToString("192.0.2.1:7070");
          assertThat(stored.origin().provenance()).isEqualTo("default");
        });
  }

  private static String sealed(String line) {
    return new String(SealedLine.seal(line), StandardCharsets.UTF_8).strip();
  }
}
