package network.vision.node.running;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import network.vision.store.DataDirectory;
import network.vision.store.StoreException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadingTest {

  @TempDir private Path folder;

  @Test
  void whatIsReadBesideTheStartIsWhatThereIs() throws Exception {
    try (DataDirectory directory = DataDirectory.open(folder, _ -> {})) {
      Reading reading = Reading.begin(directory.peers());

      assertThat(reading.finished().peers()).isEmpty();
      reading.end();
    }
  }

  @Test
  void aFileThatCannotBeReadIsRefusedAsIfNobodyElseHadReadIt() throws Exception {
    Files.createDirectory(folder.resolve("peers.jsonl"));
    try (DataDirectory directory = DataDirectory.open(folder, _ -> {})) {
      Reading reading = Reading.begin(directory.peers());
      reading.end();

      assertThatThrownBy(reading::finished)
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("peers.jsonl");
    }
  }
}
