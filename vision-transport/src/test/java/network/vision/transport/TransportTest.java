package network.vision.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.stream.Stream;
import network.vision.protocol.HandshakeVersion;
import network.vision.protocol.HostAndPort;
import network.vision.protocol.IpAddress;
import network.vision.protocol.IpRange;
import network.vision.protocol.Message;
import network.vision.protocol.PeerAddress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Two transports and real sockets on loopback. */
@ExtendWith(LeakCheck.class)
class TransportTest {

  static final List<IpRange> LOOPBACK =
      Stream.of("127.0.0.0/8", "::1").map(text -> IpRange.parse(text).orElseThrow()).toList();
  private static final IpAddress IPV6_LOOPBACK = IpAddress.parse("::1").orElseThrow();
  private static final ConnectionId DIALLED = new ConnectionId(2);

  private final Recorder alice = new Recorder();
  private final Recorder bob = new Recorder();
  private final Transport ofAlice = start(alice);
  private final Transport ofBob = start(bob, "127.0.0.1:0");

  @AfterEach
  void bothEnd() {
    ofAlice.close();
    ofBob.close();
  }

  @ParameterizedTest
  @EnumSource(HandshakeVersion.class)
  void twoNodesShakeHandsAndTalk(HandshakeVersion version) {
    ConnectionId inbound = connect(version);
    ofAlice.send(DIALLED, new Message.Ping(7));
    ofBob.send(inbound, new Message.GetPeers());
    assertThat(bob.await(Heard.Got.class))
        .isEqualTo(new Heard.Got(inbound, new Message.Ping(7), 4 + 24));
    assertThat(alice.await(Heard.Got.class))
        .isEqualTo(new Heard.Got(DIALLED, new Message.GetPeers(), 4 + 10));
  }

  @Test
  void theListenerHearsWhoSpokeFromWhereAndHowLongItTook() {
    connect(HandshakeVersion.V4);
    HandshakeArrival atAlice = alice.await(Heard.Introduced.class).arrival();
    HandshakeArrival atBob = bob.await(Heard.Introduced.class).arrival();
    assertThat(atAlice.handshake()).isEqualTo(Peers.BOB);
    assertThat(atAlice.remote()).isEqualTo(ofBob.listening().getFirst());
    assertThat(atAlice.direction()).isEqualTo(Direction.OUTBOUND);
    assertThat(atBob.handshake()).isEqualTo(Peers.ALICE);
    assertThat(atBob.remote().ip().toString()).isEqualTo("127.0.0.1");
    assertThat(atBob.direction()).isEqualTo(Direction.INBOUND);
    assertThat(atBob.took()).isPositive();
  }

  @Test
  void aFarewellIsHeardBeforeTheEnd() {
    ConnectionId inbound = connect(HandshakeVersion.V4);
    ofBob.close(inbound, new Message.Disconnect("no room"));
    assertThat(alice.await(Heard.Got.class).message()).isEqualTo(new Message.Disconnect("no room"));
    assertThat(alice.await(Heard.Closed.class).reason()).isEqualTo(CloseReason.CLOSED_BY_PEER);
    assertThat(bob.await(Heard.Closed.class).reason()).isEqualTo(CloseReason.REQUESTED);
  }

  @Test
  void aFarewellIsHeardAlsoWhileTheOtherSideStillTalks() {
    ConnectionId inbound = connect(HandshakeVersion.V4);
    for (int i = 0; i < 500; i++) {
      ofAlice.send(DIALLED, new Message.Ping(i));
    }
    ofBob.close(inbound, new Message.Disconnect("no room"));
    assertThat(alice.await(Heard.Got.class).message()).isEqualTo(new Message.Disconnect("no room"));
  }

  @Test
  void aPeerCanBeAcceptedAndDismissedInOneGo() {
    dial(HandshakeVersion.V4);
    ConnectionId inbound = bob.await(Heard.Introduced.class).arrival().connection();
    ofBob.accept(inbound, HandshakeVersion.V4, Peers.BOB);
    ofBob.close(inbound, new Message.Disconnect("full"));
    assertThat(alice.await(Heard.Got.class).message()).isEqualTo(new Message.Disconnect("full"));
  }

  @Test
  void aRefusedPeerSeesItsConnectionClosedUnanswered() {
    dial(HandshakeVersion.V4);
    ofBob.close(bob.await(Heard.Introduced.class).arrival().connection(), null);
    assertThat(alice.await(Heard.DialFailed.class).failure().kind())
        .isEqualTo(DialFailure.Kind.CLOSED_UNANSWERED);
    assertThat(bob.await(Heard.Closed.class).reason()).isEqualTo(CloseReason.REQUESTED);
  }

  @Test
  void bytesAreCountedUntilTheEnd() {
    ConnectionId inbound = connect(HandshakeVersion.V4);
    ofAlice.send(DIALLED, new Message.GetPeers());
    bob.await(Heard.Got.class);
    ofAlice.close(DIALLED, null);
    Heard.Closed atBob = bob.await(Heard.Closed.class);
    Heard.Closed atAlice = alice.await(Heard.Closed.class);
    assertThat(atBob.connection()).isEqualTo(inbound);
    assertThat(atBob.bytesIn()).isEqualTo(atAlice.bytesOut()).isGreaterThan(500);
    assertThat(atBob.bytesOut()).isEqualTo(atAlice.bytesIn()).isGreaterThan(500);
    assertThat(ofBob.stats().bytesIn()).isEqualTo(atBob.bytesIn());
    assertThat(ofBob.stats().closes()).containsEntry(CloseReason.CLOSED_BY_PEER, 1L);
    assertThat(ofBob.stats().open()).isEqualTo(new TransportStats.Open(0, 0, 0, 0, 0));
  }

  @Test
  void shuttingDownEndsWhatIsOpenAndSaysSo() {
    connect(HandshakeVersion.V4);
    ofBob.close();
    ofBob.close();
    assertThat(bob.await(Heard.Closed.class).reason()).isEqualTo(CloseReason.SHUTDOWN);
    alice.await(Heard.Closed.class);
    ofAlice.dial(
        new ConnectionId(4), ofBob.listening().getFirst(), HandshakeVersion.V4, Peers.ALICE);
    assertThat(alice.await(Heard.DialFailed.class).failure().kind())
        .isEqualTo(DialFailure.Kind.REFUSED);
  }

  @Test
  void nobodyListeningIsRefused() throws IOException {
    PeerAddress nobody;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      nobody = new PeerAddress(ofBob.listening().getFirst().ip(), socket.getLocalPort());
    }
    ofAlice.dial(DIALLED, nobody, HandshakeVersion.V4, Peers.ALICE);
    assertThat(alice.await(Heard.DialFailed.class).failure().kind())
        .isEqualTo(DialFailure.Kind.REFUSED);
  }

  @Test
  void whatMayNotBeDialledIsNot() {
    PeerAddress elsewhere = PeerAddress.parse("192.0.2.1:7072").orElseThrow();
    ofAlice.dial(DIALLED, elsewhere, HandshakeVersion.V4, Peers.ALICE);
    Heard.DialFailed failed = alice.await(Heard.DialFailed.class);
    assertThat(failed.connection()).isEqualTo(DIALLED);
    assertThat(failed.failure().kind()).isEqualTo(DialFailure.Kind.NOT_ALLOWED);
    assertThat(ofAlice.stats().bytesOut()).isZero();
  }

  @Test
  void aDialIsCancelledByClosingIt() {
    dial(HandshakeVersion.V4);
    bob.await(Heard.Introduced.class);
    ofAlice.close(DIALLED, null);
    assertThat(alice.await(Heard.DialFailed.class).failure().kind())
        .isEqualTo(DialFailure.Kind.CANCELLED);
    assertThat(bob.await(Heard.Closed.class).reason()).isEqualTo(CloseReason.CLOSED_BY_PEER);
  }

  @Test
  void anInboundIdIsNotDialled() {
    assertThatThrownBy(
            () -> ofAlice.dial(new ConnectionId(3), null, HandshakeVersion.V4, Peers.BOB))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aPortInUseIsOneClearLine() {
    String taken = ofBob.listening().getFirst().toString();
    assertThatThrownBy(() -> Transport.start(config("127.0.0.1:0", taken), alice))
        .isInstanceOfSatisfying(
            ListenException.class,
            e -> assertThat(e.problem()).isEqualTo(ListenException.Problem.IN_USE))
        .hasMessage("cannot listen on " + taken + ": the port is in use");
  }

  @Test
  void anAddressOfAnotherMachineIsNamed() {
    assertThatThrownBy(() -> Transport.start(config("192.0.2.77:7072"), alice))
        .hasMessage("cannot listen on 192.0.2.77:7072: this machine has no such address");
  }

  @Test
  void aPortCanBeListenedOnAgainAtOnce() throws ListenException {
    connect(HandshakeVersion.V4);
    String port = ofBob.listening().getFirst().toString();
    ofBob.close();
    try (Transport again = Transport.start(config(port), new Recorder())) {
      assertThat(again.listening()).hasToString("[" + port + "]");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "::1"})
  void theWildcardPairOfAnyPortIsOneDualStackSocket(String host) throws Exception {
    assumeThat(hasIpv6()).isTrue();
    Recorder carol = new Recorder();
    try (Transport ofCarol = Transport.start(config("0.0.0.0:0", "[::]:0"), carol)) {
      int port = ofCarol.listening().getFirst().port();
      assertThat(ofCarol.listening())
          .extracting(PeerAddress::toString)
          .containsExactly("0.0.0.0:" + port, "[::]:" + port);
      PeerAddress address = PeerAddress.parse(new HostAndPort(host, port).toString()).orElseThrow();
      ofAlice.dial(DIALLED, address, HandshakeVersion.V4, Peers.ALICE);
      HandshakeArrival arrival = carol.await(Heard.Introduced.class).arrival();
      assertThat(arrival.remote().ip()).isEqualTo(address.ip());
    }
  }

  @Test
  void ipv4AloneDoesNotAnswerIpv6() throws Exception {
    assumeThat(hasIpv6()).isTrue();
    try (Transport ofCarol = Transport.start(config("0.0.0.0:0"), new Recorder())) {
      InetSocketAddress ipv6 =
          new PeerAddress(IPV6_LOOPBACK, ofCarol.listening().getFirst().port()).toSocketAddress();
      try (Socket socket = new Socket()) {
        assertThatThrownBy(() -> socket.connect(ipv6)).isInstanceOf(IOException.class);
      }
    }
  }

  private ConnectionId connect(HandshakeVersion version) {
    dial(version);
    ConnectionId inbound = bob.await(Heard.Introduced.class).arrival().connection();
    ofBob.accept(inbound, version, Peers.bob(version));
    alice.await(Heard.Introduced.class);
    return inbound;
  }

  private void dial(HandshakeVersion version) {
    ofAlice.dial(DIALLED, ofBob.listening().getFirst(), version, Peers.ALICE);
  }

  static Transport start(TransportListener listener, String... listen) {
    try {
      return Transport.start(config(listen), listener);
    } catch (ListenException e) {
      throw new AssertionError(e);
    }
  }

  static TransportConfig config(String... listen) {
    return TransportConfig.of(
        Stream.of(listen).map(text -> HostAndPort.parse(text).orElseThrow()).toList(), LOOPBACK);
  }

  static boolean hasIpv6() {
    try (ServerSocket _ = new ServerSocket(0, 1, IPV6_LOOPBACK.toInetAddress())) {
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
