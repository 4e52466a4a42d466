package network.vision.gossip;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import network.vision.gossip.TestNetwork.Node;
import network.vision.protocol.HostAndPort;
import network.vision.protocol.Message;
import org.junit.jupiter.api.Test;

class ClockOffsetTest {

  private final TestNetwork network = new TestNetwork();
  private final Node alice = network.node(1, "10.0.0.1:7072", config -> config);

  @Test
  void theMedianOfFiveGroupsIsToldWhateverTwoLiarsSay() {
    say(60, 60, 61, -900_000, 900_000);

    assertThat(offset()).isEqualTo(Duration.ofSeconds(60));
  }

  @Test
  void fewerThanFiveGroupsSayNothing() {
    say(60, 60, 60, 60);

    assertThat(offset()).isNull();
  }

  @Test
  void whatIsNoTimeAtAllIsLeftOut() {
    say(60, 60, 60, 60, Long.MAX_VALUE / 2);

    assertThat(offset()).isNull();
  }

  private Duration offset() {
    return alice.gossip.summary(network.now()).clockOffset();
  }

  /** Each of so many peers, in networks of their own, tells a time so many seconds ahead. */
  private void say(long... aheadSeconds) {
    network.start(alice);
    for (int i = 0; i < aheadSeconds.length; i++) {
      Node peer =
          network.node(
              i + 2,
              "10." + (i + 1) + ".0.1:7072",
              config ->
                  config.withSeeds(List.of(HostAndPort.parse("10.0.0.1:7072").orElseThrow())));
      network.start(peer);
    }
    network.pass(Duration.ofSeconds(5));
    for (int i = 0; i < aheadSeconds.length; i++) {
      ConnectionId connection = connection(i);
      long said = network.now().wall().getEpochSecond() + aheadSeconds[i];
      network.step(
          alice,
          new Event.MessageArrived(connection, new Message.PeerGossip("tag", List.of(), said)));
    }
  }

  private ConnectionId connection(int number) {
    return alice.far.entrySet().stream()
        .filter(far -> far.getValue().node().ip.toString().equals("10." + (number + 1) + ".0.1"))
        .map(java.util.Map.Entry::getKey)
        .findFirst()
        .orElseThrow();
  }
}
