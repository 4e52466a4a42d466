package network.vision.node.running;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import network.vision.store.DataDirectory;
import network.vision.store.LoadedPeers;
import network.vision.store.StoreException;
import network.vision.store.StoredPeer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadingTest {

  @TempDir private Path folder;

  @Test
  void whatIsReadBesideTheStartIsWhatThereIs() throws Exception {
    StoredPeer somebody = Remembering.stored(RememberingTest.unnamed(Instant.EPOCH));
    try (DataDirectory directory = DataDirectory.open(folder, _ -> {})) {
      directory.peers().load();
      directory.peers().put(somebody);
    }
    try (DataDirectory directory = DataDirectory.open(folder, _ -> {})) {
      CompletableFuture<LoadedPeers> read = new CompletableFuture<>();
      Reading reading = Reading.begin(directory.peers());
      reading.whenFinished(read::complete, read::completeExceptionally);

      assertThat(read.get(20, TimeUnit.SECONDS).peers()).containsExactly(somebody);
      reading.end();
    }
  }

  @Test
  void aFileThatCannotBeReadIsRefusedAsIfNobodyElseHadReadIt() throws Exception {
    Files.createDirectory(folder.resolve("peers.jsonl"));
    try (DataDirectory directory = DataDirectory.open(folder, _ -> {})) {
      Reading reading = Reading.begin(directory.peers());
      reading.end();

      assertThatThrownBy(() -> reading.finished(1))
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("peers.jsonl");
    }
  }
}
