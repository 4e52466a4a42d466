package network.vision.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import network.vision.protocol.Handshake;
import network.vision.protocol.HandshakeVersion;
import network.vision.protocol.IpRange;
import network.vision.protocol.PeerAddress;
import network.vision.transport.DialFailure.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Dials through a SOCKS5 proxy, over real sockets. */
@ExtendWith(LeakCheck.class)
class ProxiedTest {

  private static final PeerAddress NOBODY = PeerAddress.parse("127.0.0.1:1").orElseThrow();
  private static final TransportConfig.Deadlines SHORT =
      new TransportConfig.Deadlines(
          Duration.ofMillis(300),
          Duration.ofSeconds(2),
          Duration.ofSeconds(2),
          Duration.ofSeconds(1));

  @Test
  void aPeerIsReachedThroughTheProxy() throws Exception {
    try (Socks5Server proxy = Socks5Server.working();
        Host bob = new Host(TransportTest.config("127.0.0.1:0"))) {
      assertThat(knock(bob.address(), proxy.address(), TransportTest.LOOPBACK))
          .isInstanceOfSatisfying(
              Knock.Answered.class,
              answered -> assertThat(answered.handshake()).isEqualTo(Peers.BOB));
      assertThat(proxy.asked()).containsExactly(bob.address().toString());
    }
  }

  @Test
  void aPeerThatRefusesTheProxyRefusesUs() throws Exception {
    try (Socks5Server proxy = Socks5Server.working()) {
      assertThat(failure(NOBODY, proxy.address())).isEqualTo(Kind.REFUSED);
      assertThat(proxy.asked()).containsExactly("127.0.0.1:1");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "1, UNREACHABLE",
    "2, UNREACHABLE",
    "3, UNREACHABLE",
    "4, UNREACHABLE",
    "5, REFUSED",
    "6, TIMEOUT",
    "99, UNREACHABLE"
  })
  void whatTheProxySaysOfAPeerIsToldApart(int reply, Kind kind) throws Exception {
    try (Socks5Server proxy = Socks5Server.answering(reply)) {
      assertThat(failure(NOBODY, proxy.address())).isEqualTo(kind);
    }
  }

  @Test
  void aProxyThatIsNotThereIsNoFaultOfThePeer() throws Exception {
    assertThat(failure(NOBODY, NOBODY)).isEqualTo(Kind.PROXY);
  }

  @Test
  void aProxyThatHangsUpIsNoFaultOfThePeerAndNoReasonForVersion3() throws Exception {
    try (ServerSocket rude = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      Thread.ofVirtual()
          .start(() -> {
            try {
              rude.accept().close();
            } catch (IOException e) {
              // The test is over.
            }
          });
      PeerAddress address = PeerAddress.parse("127.0.0.1:" + rude.getLocalPort()).orElseThrow();

      assertThat(failure(NOBODY, address)).isEqualTo(Kind.PROXY);
    }
  }

  @Test
  void aProxyThatSaysNothingIsNotWaitedForLongerThanAPeer() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      PeerAddress address = PeerAddress.parse("127.0.0.1:" + silent.getLocalPort()).orElseThrow();

      assertThat(failure(NOBODY, address)).isEqualTo(Kind.TIMEOUT);
    }
  }

  @Test
  void theRangesThatMayBeDialledAreForThePeer() throws Exception {
    List<IpRange> elsewhere = List.of(IpRange.parse("192.0.2.0/24").orElseThrow());
    try (Socks5Server proxy = Socks5Server.working()) {
      assertThat(kind(knock(NOBODY, proxy.address(), elsewhere))).isEqualTo(Kind.NOT_ALLOWED);
      assertThat(proxy.asked()).isEmpty();
    }
  }

  private static Kind failure(PeerAddress peer, PeerAddress proxy) throws InterruptedException {
    return kind(knock(peer, proxy, TransportTest.LOOPBACK));
  }

  private static Kind kind(Knock.Result result) {
    assertThat(result).isInstanceOf(Knock.Unanswered.class);
    return ((Knock.Unanswered) result).failure().kind();
  }

  private static Knock.Result knock(PeerAddress peer, PeerAddress proxy, List<IpRange> dialOnly)
      throws InterruptedException {
    TransportConfig config = TransportConfig.of(List.of(), dialOnly).with(SHORT).withSocks5(proxy);
    return Knock.at(peer, config, ProxiedTest::ours);
  }

  private static Handshake ours(HandshakeVersion version) {
    return version == HandshakeVersion.V4 ? Peers.ALICE : Peers.asVersion3(Peers.ALICE);
  }
}
