package network.vision.node.running;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import javax.net.ssl.SSLContext;
import network.vision.api.ApiClient;
import network.vision.api.ApiClientConfig;
import network.vision.api.ApiClientException;
import network.vision.node.Eventually;
import network.vision.node.config.Setting;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A beacon over TLS: believed when its certificate is good, and bounded like any other. */
@Timeout(60)
class SecureBeaconTest {

  @TempDir private static Path certificates;

  private static SSLContext usual;
  private static SSLContext ofLocalhost;
  private static SSLContext ofAnother;

  @TempDir private Path folder;

  @RegisterExtension private final Nodes nodes = new Nodes(() -> folder);

  @BeforeAll
  static void make() throws Exception {
    usual = SSLContext.getDefault();
    ofLocalhost = TestCertificate.of("dns:localhost", certificates).context();
    ofAnother = TestCertificate.of("dns:beacon.example.org", certificates).context();
  }

  @AfterAll
  static void trustAsBefore() {
    SSLContext.setDefault(usual);
  }

  @BeforeEach
  void prepare() {
    SSLContext.setDefault(usual);
  }

  @Test
  void aNodeFindsTheNetworkThroughItAndRemembersItForWhenItIsDown() throws Exception {
    SSLContext.setDefault(ofLocalhost);
    Node alice = nodes.start("alice", Map.of());
    int port = alice.listening().getFirst().port();
    String body = "{\"peers\":[{\"p2p_host\":\"127.0.0.1\",\"p2p_port\":" + port + "}]}";
    String url;
    try (StandInBeacon beacon = StandInBeacon.secure(ofLocalhost, "localhost", body)) {
      url = beacon.url();
      Node bob = nodes.start("bob", Map.of(Setting.BEACON, url));
      Eventually.holds("bob is connected to alice", () -> Nodes.isConnected(bob, alice));
      bob.close();
    }
    Files.delete(folder.resolve("bob").resolve("peers.jsonl"));

    Node bobAgain = nodes.start("bob", Map.of(Setting.BEACON, url));

    Eventually.holds("bob dials whom it named", () -> Nodes.isConnected(bobAgain, alice));
  }

  @Test
  void aCertificateThatNobodyVouchesForIsNotBelieved() throws Exception {
    try (StandInBeacon beacon = StandInBeacon.secure(ofLocalhost, "localhost", "[]")) {
      refuses(beacon.url(), ApiClientException.Kind.UNREADABLE, "certification path");

      assertThat(beacon.asked()).isZero();
    }
  }

  @Test
  void aCertificateOfAnotherNameIsNotBelieved() throws Exception {
    SSLContext.setDefault(ofAnother);
    try (StandInBeacon beacon = StandInBeacon.secure(ofAnother, "localhost", "[]")) {
      refuses(beacon.url(), ApiClientException.Kind.UNREADABLE, "localhost");

      assertThat(beacon.asked()).isZero();
    }
  }

  @Test
  void anAnswerThatIsTooLargeIsNotRead() throws Exception {
    SSLContext.setDefault(ofLocalhost);
    String large = "[" + " ".repeat(64 * 1024) + "]";
    try (StandInBeacon beacon = StandInBeacon.secure(ofLocalhost, "localhost", large)) {
      refuses(beacon.url(), ApiClientException.Kind.UNREADABLE, "larger than 65536 bytes");
    }
  }

  @Test
  void whoeverAgreesOnNothingRunsOutOfTime() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread.ofVirtual().start(() -> listen(silent));

      long began = System.nanoTime();
      refuses(
          "https://127.0.0.1:" + silent.getLocalPort(),
          ApiClientException.Kind.TIMED_OUT,
          "in time");

      assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(8));
    }
  }

  private static void refuses(String url, ApiClientException.Kind kind, String why) {
    ApiClientConfig config = ApiClientConfig.beacon(URI.create(url), ip -> ip.isLoopback(), null);
    try (ApiClient client = new ApiClient(config)) {
      assertThatExceptionOfType(ApiClientException.class)
          .isThrownBy(client::seedPeers)
          .withMessageContaining(why)
          .matches(e -> e.kind() == kind, "is " + kind);
    }
  }

  private static void listen(ServerSocket silent) {
    try (Socket socket = silent.accept();
        InputStream in = socket.getInputStream()) {
      var _ = in.readAllBytes();
    } catch (IOException e) {
      // The test is over.
    }
  }
}
