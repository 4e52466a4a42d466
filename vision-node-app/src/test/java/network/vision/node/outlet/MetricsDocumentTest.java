package network.vision.node.outlet;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import network.vision.api.ApiLoad;
import network.vision.api.Reachability;
import network.vision.api.SeedHealth;
import network.vision.gossip.PeerCensus;
import network.vision.node.SourceTree;
import network.vision.protocol.HostAndPort;
import network.vision.transport.TransportStats;
import org.junit.jupiter.api.Test;

class MetricsDocumentTest {

  /** What changes on purpose is written down anew by a run with {@code -Dgolden.write}. */
  @Test
  void thePageTellsExactlyWhatIsMeasured() throws Exception {
    Path page = SourceTree.find().root().resolve("docs/METRICS.md");
    String told = MetricsDocument.of(scrapeOfEverything());
    if (System.getProperty("golden.write") != null) {
      Files.writeString(page, told);
      return;
    }

    assertThat(page).hasContent(told);
  }

  @Test
  void everyMetricSaysWhatItMeans() {
    assertThat(scrapeOfEverything().lines().filter(line -> line.startsWith("# HELP vision_")))
        .allSatisfy(line -> assertThat(line).matches("# HELP \\S+ [A-Z].*\\.\\s*"));
  }

  private static String scrapeOfEverything() {
    TransportStats none =
        new TransportStats(
            0, 0, new TransportStats.Open(0, 0, 0, 0, 0), Map.of(), Map.of(), Map.of());
    try (NodeMetrics metrics = new NodeMetrics("1.2.3")) {
      metrics.bindTransport(() -> none);
      metrics.bindMailbox(() -> 0, () -> 0, () -> 0);
      metrics.bindApi(() -> new ApiLoad(0, 0));
      metrics.bindLease(Optional::empty);
      metrics.bindLog(() -> 0);
      metrics.show(
          new NodeCensus(
              PeerCensus.EMPTY, Reachability.Verdict.UNKNOWN, List.of(seed(1)), 0, null));
      return metrics.scrape("").text();
    }
  }

  static SeedHealth seed(int number) {
    HostAndPort address = new HostAndPort("192.0.2." + number % 256, 1_000 + number);
    return new SeedHealth(
        address, "", SeedHealth.State.FAILS, List.of(), Instant.EPOCH, null, "timeout");
  }
}
