package network.vision.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import network.vision.protocol.Handshake;
import network.vision.protocol.HandshakeCodec;
import network.vision.protocol.HandshakeVersion;
import network.vision.protocol.IpAddress;
import network.vision.protocol.NetworkProfile;
import network.vision.protocol.PeerAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LeakCheck.class)
class KnockTest {

  @Test
  void aNodeIntroducesItself() throws InterruptedException {
    try (Host bob = new Host(TransportTest.config("127.0.0.1:0"))) {
      assertThat(knock(bob.address()))
          .isInstanceOfSatisfying(
              Knock.Answered.class,
              answered -> {
                assertThat(answered.handshake()).isEqualTo(Peers.BOB);
                assertThat(answered.version()).isEqualTo(HandshakeVersion.V4);
                assertThat(answered.roundTrip()).isPositive();
              });
    }
  }

  @Test
  void aVisitorIsHeardAsNobodyToBeDialledAndNeverTwiceTheSame() throws InterruptedException {
    NetworkProfile devnet = NetworkProfile.builtIn("devnet").orElseThrow();
    try (Host bob = new Host(TransportTest.config("127.0.0.1:0"))) {
      for (int i = 0; i < 2; i++) {
        Visitor visitor = Visitor.of(devnet, 1, "test");
        assertThat(Knock.at(bob.address(), TransportTest.LOOPBACK, visitor::handshake))
            .isInstanceOf(Knock.Answered.class);
      }
      List<Handshake> heard =
          bob.all(Heard.Introduced.class).stream().map(one -> one.arrival().handshake()).toList();
      assertThat(heard).extracting(one -> one.reach().port(HandshakeVersion.V4)).containsOnly(0);
      assertThat(heard).extracting(one -> one.network().nodeBuild()).containsOnly("test");
      assertThat(heard).extracting(one -> one.node().id()).doesNotHaveDuplicates().hasSize(2);
    }
  }

  @Test
  void aDeployedNodeThatResetsVersion4IsAskedInVersion3() throws Exception {
    try (ServerSocket old = listen()) {
      Thread.startVirtualThread(() -> answerAsDeployed(old));
      assertThat(knock(address(old)))
          .isInstanceOfSatisfying(
              Knock.Answered.class,
              answered -> {
                assertThat(answered.handshake()).isEqualTo(Peers.OLD_BOB);
                assertThat(answered.version()).isEqualTo(HandshakeVersion.V3);
              });
    }
  }

  @Test
  void anHttpServerIsNamed() throws Exception {
    try (ServerSocket http = listen()) {
      Thread.startVirtualThread(() -> {
        try (Socket socket = http.accept()) {
          socket
              .getOutputStream()
              .write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
          socket.getInputStream().readAllBytes();
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      });
      assertThat(failure(knock(address(http))).kind()).isEqualTo(DialFailure.Kind.SPOKE_HTTP);
    }
  }

  @Test
  void nobodyThereIsRefused() throws Exception {
    PeerAddress nobody;
    try (ServerSocket socket = listen()) {
      nobody = address(socket);
    }
    DialFailure failure = failure(knock(nobody));
    assertThat(failure.kind()).isEqualTo(DialFailure.Kind.REFUSED);
    assertThat(failure.detail()).contains("refused");
  }

  @Test
  void whatMayNotBeDialledIsNot() throws InterruptedException {
    PeerAddress elsewhere = PeerAddress.parse("192.0.2.1:7072").orElseThrow();
    assertThat(failure(knock(elsewhere)).kind()).isEqualTo(DialFailure.Kind.NOT_ALLOWED);
  }

  private static Knock.Result knock(PeerAddress address) throws InterruptedException {
    return Knock.at(address, TransportTest.LOOPBACK, KnockTest::ours);
  }

  private static Handshake ours(HandshakeVersion version) {
    return switch (version) {
      case V3 -> Peers.asVersion3(Peers.ALICE);
      case V4 -> Peers.ALICE;
    };
  }

  private static DialFailure failure(Knock.Result result) {
    return ((Knock.Unanswered) result).failure();
  }

  /**
   * As the deployed nodes do: any other version byte is closed with bytes unread, which resets the
   * connection.
   */
  private static void answerAsDeployed(ServerSocket old) {
    for (int i = 0; i < 2; i++) {
      try (Socket socket = old.accept()) {
        byte[] header = socket.getInputStream().readNBytes(HandshakeCodec.HEADER_BYTES);
        if (header[9] == 3) {
          socket.getOutputStream().write(HandshakeCodec.encode(HandshakeVersion.V3, Peers.OLD_BOB));
          socket.getInputStream().readAllBytes();
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private static ServerSocket listen() throws IOException {
    return new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
  }

  private static PeerAddress address(ServerSocket socket) {
    return new PeerAddress(IpAddress.of(socket.getInetAddress()), socket.getLocalPort());
  }
}
