package network.vision.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.util.List;
import java.util.Set;
import network.vision.protocol.HostAndPort;
import network.vision.protocol.IpAddress;
import network.vision.protocol.PeerAddress;
import org.junit.jupiter.api.Test;

/** Where the server listens. */
class ListenTest {

  private final FakeNode node = new FakeNode(1);

  @Test
  void aPortInUseIsSaidInOneLineWithItsAddress() throws Exception {
    try (TestServer first = new TestServer()) {
      HostAndPort taken = new HostAndPort("127.0.0.1", first.address().port());

      assertThatExceptionOfType(ApiListenException.class)
          .isThrownBy(() -> ApiServer.start(ApiConfig.at(taken), node, node, node))
          .matches(e -> e.address().equals(taken))
          .withMessageStartingWith("cannot listen on " + taken + " for HTTP: ");
    }
  }

  @Test
  void aPortIsFreeAgainWhenTheServerIsClosed() throws Exception {
    TestServer first = new TestServer();
    HostAndPort address = new HostAndPort("127.0.0.1", first.address().port());
    first.get("/version");
    first.close();

    try (TestServer second = new TestServer(node, ApiConfig.at(address))) {
      assertThat(second.address().port()).isEqualTo(address.port());
    }
  }

  @Test
  void severalAddressesAreListenedOn() throws Exception {
    assumeTrue(NetworkInterface.getByInetAddress(InetAddress.ofLiteral("::1")) != null);
    ApiConfig both =
        new ApiConfig(
            List.of(new HostAndPort("127.0.0.1", 0), new HostAndPort("::1", 0)),
            null,
            Set.of(),
            Set.of(),
            false,
            null,
            ApiLimits.STANDARD);
    try (ApiServer server = ApiServer.start(both, node, node, node)) {
      for (PeerAddress address : server.addresses()) {
        assertThat(RawHttp.get(address, "/version").status()).isEqualTo(200);
      }
      assertThat(server.addresses().getLast().ip()).isEqualTo(new IpAddress(0, 1));
    }
  }

  @Test
  void aWildcardPairOfOnePortIsOneSocket() throws Exception {
    int port;
    try (TestServer free = new TestServer()) {
      port = free.address().port();
    }
    ApiConfig pair =
        new ApiConfig(
            List.of(new HostAndPort("0.0.0.0", port), new HostAndPort("::", port)),
            null,
            Set.of(),
            Set.of(),
            false,
            null,
            ApiLimits.STANDARD);
    try (ApiServer server = ApiServer.start(pair, node, node, node)) {
      assertThat(server.addresses()).hasSize(1);
      PeerAddress loopback = PeerAddress.parse("127.0.0.1:" + port).orElseThrow();
      assertThat(RawHttp.get(loopback, "/version").status()).isEqualTo(200);
    }
  }

  @Test
  void aTokenThatIsNoSecretIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ApiConfig.at(TestServer.ANYWHERE).withToken("short"));
  }
}
