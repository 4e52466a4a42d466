package network.vision.node.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DefaultDataDirectoryTest {

  private static final Path HOME = Path.of("/users/alice");

  @Test
  void onLinuxItIsWhereXdgSays() {
    assertThat(DefaultDataDirectory.of("mainnet", "Linux", Map.of(), HOME))
        .isEqualTo(HOME.resolve(".local/share/vision-node/mainnet"));
    assertThat(DefaultDataDirectory.of("mainnet", "Linux", Map.of("XDG_DATA_HOME", "/data"), HOME))
        .isEqualTo(Path.of("/data/vision-node/mainnet"));
  }

  @Test
  void aRelativeXdgPathIsIgnored() {
    assertThat(DefaultDataDirectory.of("mainnet", "Linux", Map.of("XDG_DATA_HOME", "data"), HOME))
        .isEqualTo(HOME.resolve(".local/share/vision-node/mainnet"));
  }

  @Test
  void onMacOsItIsInTheLibrary() {
    assertThat(DefaultDataDirectory.of("devnet", "Mac OS X", Map.of(), HOME))
        .isEqualTo(HOME.resolve("Library/Application Support/Vision Node/devnet"));
  }

  @Test
  void onWindowsItIsInTheLocalApplicationData() {
    assertThat(DefaultDataDirectory.of("devnet", "Windows 11", Map.of(), HOME))
        .isEqualTo(HOME.resolve("AppData/Local/Vision Node/devnet"));
  }

  @Test
  void aNetworkCannotLeadOutOfTheFolder() {
    assertThat(DefaultDataDirectory.of("../../etc", "Linux", Map.of(), HOME))
        .isEqualTo(HOME.resolve(".local/share/vision-node/_.._.._etc"));
  }
}
