package network.vision.node.running;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import network.vision.node.outlet.LogSetup;
import network.vision.store.StoreException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The secret that commands need. */
@Timeout(60)
class ApiTokenTest {

  @TempDir private Path folder;

  @BeforeEach
  void isQuiet() {
    LogSetup.apply("error", false, LogSetup.Stream.ERROR);
  }

  @Test
  void theFirstStartMakesItForItsOwnerAloneAndTheNextOneKeepsIt() throws Exception {
    Path file = folder.resolve("alice").resolve("api-token");
    String made;
    try (Nodes nodes = new Nodes(() -> folder)) {
      nodes.start("alice", Map.of());
      made = ApiToken.read(folder.resolve("alice")).orElseThrow();
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
          .isEqualTo("rw-------");
      assertThat(made).hasSizeGreaterThan(40);
    }
    try (Nodes nodes = new Nodes(() -> folder)) {
      nodes.start("alice", Map.of());
      assertThat(ApiToken.read(folder.resolve("alice"))).contains(made);
    }
  }

  @Test
  void oneThatOthersCanReadIsNotUsed() throws Exception {
    ApiToken.readOrMake(folder);
    Files.setPosixFilePermissions(
        folder.resolve("api-token"), PosixFilePermissions.fromString("rw-r--r--"));

    assertThatExceptionOfType(StoreException.class).isThrownBy(() -> ApiToken.read(folder));
  }

  @Test
  void noTwoNodesHaveTheSame() throws Exception {
    Path other = Files.createDirectory(folder.resolve("other"));

    assertThat(ApiToken.readOrMake(folder)).isNotEqualTo(ApiToken.readOrMake(other));
  }
}
