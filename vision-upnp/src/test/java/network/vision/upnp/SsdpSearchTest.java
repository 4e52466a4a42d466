package network.vision.upnp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import network.vision.protocol.IpAddress;
import network.vision.protocol.IpRange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SsdpSearchTest {

  private static final InetAddress US = FakeRouter.LOOPBACK;
  private static final InetAddress MALLORY = InetAddress.ofLiteral("127.0.0.9");
  private static final IpRange LINK = IpRange.around(IpAddress.of(US), 104);

  private DatagramSocket mallory;

  @BeforeEach
  void answerEveryQuestionTenTimes() throws IOException {
    mallory = new DatagramSocket(new InetSocketAddress(MALLORY, 0));
    Thread.ofVirtual().start(this::answer);
  }

  @AfterEach
  void fallSilent() {
    mallory.close();
  }

  @Test
  void onlyTheDefaultGatewayIsBelieved() throws Exception {
    assertThat(search(new DefaultRoute(IpAddress.of(US), LINK, US))).isEmpty();
  }

  @Test
  void withoutAKnownGatewayAnyHostOfTheLinkIsBelievedAFewTimes() throws Exception {
    assertThat(search(new DefaultRoute(IpAddress.of(US), LINK, null)))
        .hasSize(SsdpSearch.MAX_REPLIES_PER_HOST)
        .allMatch(reply -> reply.host().equals(IpAddress.of(MALLORY)));
  }

  @Test
  void aHostOfAnotherLinkIsNotBelieved() throws Exception {
    IpRange host = IpRange.around(IpAddress.of(US), 128);

    assertThat(search(new DefaultRoute(IpAddress.of(US), host, null))).isEmpty();
  }

  @Test
  void theKnownGatewaysAnswerEndsTheWaiting() throws Exception {
    long before = System.nanoTime();
    DefaultRoute route = new DefaultRoute(IpAddress.of(US), LINK, MALLORY);
    SsdpSearch search = new SsdpSearch(address(), route);

    assertThat(search.collect(Duration.ofSeconds(10))).isNotEmpty();
    assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(3));
  }

  private List<SsdpReply> search(DefaultRoute route) throws IOException {
    return new SsdpSearch(address(), route).collect(Duration.ofMillis(300));
  }

  private InetSocketAddress address() {
    return new InetSocketAddress(MALLORY, mallory.getLocalPort());
  }

  private void answer() {
    DatagramPacket packet = new DatagramPacket(new byte[1500], 1500);
    while (true) {
      try {
        mallory.receive(packet);
        for (int i = 0; i < 10; i++) {
          byte[] reply =
              """
              HTTP/1.1 200 OK\r
              ST: urn:schemas-upnp-org:device:InternetGatewayDevice:1\r
              LOCATION: http://127.0.0.9:%d/\r
              \r
              """
                  .formatted(1000 + i)
                  .getBytes(StandardCharsets.US_ASCII);
          mallory.send(new DatagramPacket(reply, reply.length, packet.getSocketAddress()));
        }
      } catch (IOException e) {
        return;
      }
    }
  }
}
