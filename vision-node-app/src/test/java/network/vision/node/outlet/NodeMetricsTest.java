package network.vision.node.outlet;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import network.vision.api.Reachability;
import network.vision.gossip.Ban;
import network.vision.gossip.BanTarget;
import network.vision.gossip.ConnectionId;
import network.vision.gossip.DialFailure;
import network.vision.gossip.GossipRefusal;
import network.vision.gossip.Notice;
import network.vision.gossip.PeerCensus;
import network.vision.protocol.Message;
import network.vision.protocol.NodeId;
import network.vision.protocol.PeerAddress;
import network.vision.store.StoreEvent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NodeMetricsTest {

  private static final ConnectionId CONNECTION = new ConnectionId(2);
  private static final PeerAddress ADDRESS = PeerAddress.parse("192.0.2.1:7072").orElseThrow();

  private final NodeMetrics metrics = new NodeMetrics("1.2.3");

  @AfterEach
  void close() {
    metrics.close();
  }

  @Test
  void everySeriesIsThereBeforeAnythingHappens() {
    assertThat(text())
        .contains("vision_peers{bucket=\"hot\",state=\"connected\"} 0.0")
        .contains("vision_handshakes_total{direction=\"inbound\",result=\"accepted\"} 0.0")
        .contains("vision_handshakes_total{direction=\"inbound\",result=\"wrong_chain_id\"} 0.0")
        .contains("vision_dials_total{result=\"success\"} 0.0")
        .contains("vision_dials_total{result=\"timeout\"} 0.0")
        .contains("vision_gossip_peers_total{reason=\"rate\",result=\"refused\"} 0.0")
        .contains("vision_messages_total{direction=\"inbound\",type=\"Ping\"} 0.0")
        .contains("vision_upnp_state{state=\"off\"} 1.0")
        .contains("vision_build_info{")
        .contains("jvm_memory_used_bytes{")
        .contains("jvm_threads_live_threads ")
        .contains("process_files_open_files ")
        .contains("process_cpu_usage ");
  }

  @Test
  void factsAreCountedByResult() {
    metrics.count(dial(null));
    metrics.count(dial(DialFailure.REFUSED));
    metrics.count(
        new Notice.GossipHeard(CONNECTION, 3, 2, List.of(GossipRefusal.SELF, GossipRefusal.SELF)));

    assertThat(text())
        .contains("vision_dials_total{result=\"success\"} 1.0")
        .contains("vision_dials_total{result=\"refused\"} 1.0")
        .contains("vision_dial_duration_seconds_count 1")
        .contains("vision_gossip_peers_total{reason=\"none\",result=\"accepted\"} 3.0")
        .contains("vision_gossip_peers_total{reason=\"none\",result=\"known\"} 2.0")
        .contains("vision_gossip_peers_total{reason=\"self\",result=\"refused\"} 2.0");
  }

  @Test
  void namesThatPeersInventAreOneSeries() {
    int before = lines("vision_messages_total");
    for (int i = 0; i < 1_000; i++) {
      metrics.messages().received(new Message.Unknown("Invented" + i));
    }

    assertThat(lines("vision_messages_total")).isEqualTo(before);
    assertThat(text())
        .contains("vision_messages_total{direction=\"inbound\",type=\"unknown\"} 1000.0");
  }

  @Test
  void bansAreCountedByWhatTheyAreFor() {
    BanTarget alice = new BanTarget.Node(new NodeId("alice"));
    metrics.count(new Notice.Banned(new Ban(alice, Instant.EPOCH, Instant.MAX, true, "")));
    metrics.count(new Notice.Banned(new Ban(alice, Instant.EPOCH, Instant.MAX, false, "")));
    metrics.count(new Notice.Banned(new Ban(alice, Instant.EPOCH, Instant.MAX, false, "")));
    metrics.count(new Notice.BanEnded(alice));

    assertThat(text())
        .contains("vision_bans_begun_total{reason=\"misdeeds\"} 2.0")
        .contains("vision_bans_begun_total{reason=\"operator\"} 1.0")
        .contains("vision_bans_ended_total 1.0");
  }

  @Test
  void howeverManySeedsThereAreOnlySomeHaveSeries() {
    metrics.show(
        new NodeCensus(
            PeerCensus.EMPTY,
            Reachability.Verdict.REACHABLE,
            IntStream.range(0, 1_000).mapToObj(MetricsDocumentTest::seed).toList(),
            3,
            Duration.ofSeconds(-7)));

    assertThat(lines("vision_seed_up{")).isEqualTo(CensusGauges.MAX_SEEDS);
    assertThat(text())
        .contains("vision_reachability{state=\"reachable\"} 1.0")
        .contains("vision_reachability{state=\"unknown\"} 0.0")
        .contains("vision_bans 3.0")
        .contains("vision_clock_offset_seconds -7.0");
  }

  @Test
  void aStoreThatFailsIsShownUntilItWorksAgain() {
    Path file = Path.of("peers.jsonl");

    metrics.adapters().count(new StoreEvent.SaveFailed(file, "No space left on device", 1));
    assertThat(text()).contains("vision_store_failing 1.0");

    metrics.adapters().count(new StoreEvent.SaveRecovered(file, Duration.ofSeconds(3)));
    assertThat(text())
        .contains("vision_store_failing 0.0")
        .contains("vision_store_events_total{event=\"save_failed\"} 1.0");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''|CLASSIC",
        "*/*|CLASSIC",
        "text/html|CLASSIC",
        "application/openmetrics-text|OPEN_METRICS",
        "application/openmetrics-text;q=0|CLASSIC",
        "application/openmetrics-text;q=0.4,text/plain;q=0.5|CLASSIC",
        "text/plain;version=0.0.4;q=0.5,application/openmetrics-text;version=1.0.0;q=0.5|OPEN_METRICS",
      })
  void theFormatIsTheOneThatTheClientPrefers(String accept, ScrapeFormat expected) {
    assertThat(ScrapeFormat.of(accept)).isEqualTo(expected);
  }

  @Test
  void openMetricsIsGivenToWhoeverAsksForIt() {
    var classic = metrics.scrape("text/plain");
    var open = metrics.scrape("application/openmetrics-text;version=1.0.0,text/plain;q=0.5");

    assertThat(classic.contentType()).startsWith("text/plain; version=0.0.4");
    assertThat(open.contentType()).startsWith("application/openmetrics-text; version=1.0.0");
    assertThat(open.text()).endsWith("# EOF\n");
    assertThat(classic.text()).doesNotContain("# EOF");
  }

  private String text() {
    return metrics.scrape("").text();
  }

  private int lines(String start) {
    return (int) text().lines().filter(line -> line.startsWith(start)).count();
  }

  private static Notice dial(DialFailure failure) {
    return new Notice.DialEnded(CONNECTION, ADDRESS, failure, Duration.ofMillis(5));
  }
}
