package network.vision.node.running;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import network.vision.gossip.GossipView;
import network.vision.node.SourceTree;
import network.vision.node.outlet.LogSetup;
import network.vision.protocol.NodeId;
import network.vision.store.StoreInspection;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A whole node, on each data directory that was kept as an earlier program left it. */
@Timeout(60)
class EarlierDataTest {

  private static final Path SAMPLES =
      SourceTree.find().root().resolve("vision-store/src/test/resources/network/vision/store");
  private static final NodeId SAME = new NodeId("205840d34cf22797d2564934fd51839f47ae046d");

  @TempDir private Path folder;

  @BeforeEach
  void isQuiet() {
    LogSetup.apply("error", false, LogSetup.Stream.ERROR);
  }

  @Test
  void oneOfTheFirstFormatIsTheSameNodeWithTheSamePeers() throws Exception {
    GossipView view = started("data-directory-1.1.1");

    assertThat(addresses(view)).contains("10.0.0.7:7072");
    assertThat(view.peers()).hasSize(3);
    assertThat(view.summary().bans()).isEmpty();
  }

  @Test
  void oneWithBansAndMovesAndAnAddressOfTheTimeWithoutPortsIsTakenUpAsItStands() throws Exception {
    GossipView view = started("data-directory-1.1.1-bans");

    assertThat(addresses(view)).containsExactlyInAnyOrder("192.0.2.1:7090", "192.0.2.3:7070");
    assertThat(view.summary().bans())
        .extracting(ban -> ban.target().text())
        .containsExactlyInAnyOrder("d".repeat(40), "192.0.2.5:7072", "198.51.100.0/24");
  }

  /** What a node knows that was started on a copy of {@code sample} and stopped again. */
  private GossipView started(String sample) throws Exception {
    Path data = copy(SAMPLES.resolve(sample));
    String token = Files.readString(data.resolve("api-token"));
    GossipView view;
    try (Nodes nodes = new Nodes(() -> folder)) {
      Node node = nodes.start("data", Map.of());
      assertThat(node.id()).isEqualTo(SAME);
      do {
        view = Nodes.view(node);
      } while (view.peers().isEmpty()); // it may run before it has read them
    }
    assertThat(data.resolve("api-token")).hasContent(token);
    assertThat(StoreInspection.check(data).isClean()).isTrue();
    return view;
  }

  private static List<String> addresses(GossipView view) {
    return view.peers().stream()
        .flatMap(row -> row.peer().addresses().stream())
        .map(known -> known.address().toString())
        .toList();
  }

  /** Version control keeps no modes. */
  private Path copy(Path sample) throws IOException {
    Path data = Files.createDirectory(folder.resolve("data"));
    try (Stream<Path> files = Files.list(sample)) {
      for (Path file : files.toList()) {
        Path copy = Files.copy(file, data.resolve(file.getFileName().toString()));
        Files.setPosixFilePermissions(copy, PosixFilePermissions.fromString("rw-------"));
      }
    }
    return data;
  }
}
