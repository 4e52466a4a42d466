package network.vision.node.running;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import network.vision.node.outlet.NodeMetrics;
import network.vision.node.outlet.OperatorLog;
import network.vision.store.StoreEvent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DiskReportsTest {

  private final NodeMetrics metrics = new NodeMetrics("1.0");
  private final List<Throwable> crashes = new ArrayList<>();
  private final DiskReports reports =
      new DiskReports(new OperatorLog(""), metrics.adapters(), crashes::add);

  @AfterEach
  void close() {
    metrics.close();
  }

  @Test
  void theNodeEndsWithTheDiskThread() {
    Throwable mistake = new IllegalStateException("a mistake");
    reports.onStore(new StoreEvent.DiskThreadDied(mistake));
    assertThat(crashes).containsExactly(mistake);
  }

  @Test
  void aDiskThatFailsEndsNothing() {
    reports.onStore(new StoreEvent.SaveFailed(Path.of("peers.jsonl"), "Input/output error", 1));
    reports.onStore(new StoreEvent.RewriteFailed(Path.of("peers.jsonl"), "Input/output error"));
    assertThat(crashes).isEmpty();
  }
}
