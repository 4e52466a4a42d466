package network.vision.node.outlet;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import network.vision.gossip.ConnectionId;
import network.vision.gossip.DialFailure;
import network.vision.gossip.GossipRefusal;
import network.vision.gossip.Notice;
import network.vision.protocol.Message;
import network.vision.protocol.PeerAddress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

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
        .contains("vision_handshake_duration_seconds_count 1")
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
