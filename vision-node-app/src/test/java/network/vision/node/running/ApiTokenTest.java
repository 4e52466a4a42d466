package network.vision.node.running;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import network.vision.node.outlet.LogSetup;
import network.vision.store.PrivateFiles;
import network.vision.store.StoreEvent;
import network.vision.store.StoreException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The secret that commands need. */
@Timeout(60)
class ApiTokenTest {

  private final List<StoreEvent> events = new ArrayList<>();

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
    ApiToken.readOrMake(folder, events::add);
    Files.setPosixFilePermissions(
        folder.resolve("api-token"), PosixFilePermissions.fromString("rw-r--r--"));

    assertThatExceptionOfType(StoreException.class).isThrownBy(() -> ApiToken.read(folder));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "\n", "cut-off", "with a space inside it", "\u0000\u0000\u0000\u0000"})
  void aDamagedOneIsPutAsideAndAnotherMade(String text) throws Exception {
    Path file = folder.resolve("api-token");
    PrivateFiles.write(file, text);
    assertThat(ApiToken.problem(folder))
        .hasValueSatisfying(line -> assertThat(line).contains("damaged"));

    String made = ApiToken.readOrMake(folder, events::add);

    assertThat(ApiToken.problem(folder)).isEmpty();
    assertThat(ApiToken.read(folder)).contains(made);
    assertThat(events)
        .singleElement()
        .isInstanceOfSatisfying(
            StoreEvent.PutAside.class,
            aside -> {
              assertThat(aside.file()).isEqualTo(file);
              assertThat(aside.aside()).hasContent(text);
            });
  }

  @Test
  void noTwoNodesHaveTheSame() throws Exception {
    Path other = Files.createDirectory(folder.resolve("other"));

    assertThat(ApiToken.readOrMake(folder, events::add))
        .isNotEqualTo(ApiToken.readOrMake(other, events::add));
  }
}
