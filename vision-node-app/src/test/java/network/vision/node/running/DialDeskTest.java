package network.vision.node.running;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import network.vision.api.ApiClient;
import network.vision.api.ApiClientConfig;
import network.vision.api.OperatorDial;
import network.vision.node.Eventually;
import network.vision.protocol.HandshakeVersion;
import network.vision.protocol.HostAndPort;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What came of a dial that an operator asked for, over real sockets. */
@Timeout(60)
class DialDeskTest {

  @TempDir private Path folder;

  @RegisterExtension private final Nodes nodes = new Nodes(() -> folder);
  private Node alice;
  private ApiClient client;

  @BeforeEach
  void start() throws Exception {
    alice = nodes.start("alice", Map.of());
    String token = ApiToken.read(folder.resolve("alice")).orElseThrow();
    client =
        new ApiClient(ApiClientConfig.local(URI.create("http://" + alice.apiAddress()), token));
  }

  @AfterEach
  void stop() {
    client.close();
  }

  @Test
  void aPeerThatAnswersIsReachedAndNamed() throws Exception {
    Node bob = nodes.start("bob", Map.of());

    OperatorDial dial = dial(Nodes.address(bob));

    assertThat(dial.state()).isEqualTo(OperatorDial.State.REACHED);
    assertThat(dial.nodeId()).isEqualTo(bob.id());
    assertThat(dial.detail()).isEqualTo("it answered");
    assertThat(Nodes.isConnected(alice, bob)).isTrue();
  }

  @Test
  void aPeerThatIsConnectedIsNotDialledAgain() throws Exception {
    try (OldPeer old = OldPeer.deployed("old1", List.of())) {
      dial(old.address().toString());
      Eventually.holds("it is connected", () -> old.handshakes.size() == 1);

      OperatorDial again = dial(old.address().toString());

      assertThat(again.state()).isEqualTo(OperatorDial.State.REACHED);
      assertThat(again.detail()).isEqualTo("it was connected already");
      assertThat(old.dialledWith).containsExactly(HandshakeVersion.V4, HandshakeVersion.V3);
    }
  }

  @Test
  void aPeerThatHangsUpOnVersion4IsReachedWithVersion3() throws Exception {
    try (OldPeer old = OldPeer.deployed("old1", List.of())) {
      OperatorDial dial = dial(old.address().toString());

      assertThat(dial.state()).isEqualTo(OperatorDial.State.REACHED);
      assertThat(dial.nodeId()).isEqualTo(old.id());
    }
  }

  @Test
  void aDialThatFailsSaysHow() throws Exception {
    OperatorDial dial = dial("127.0.0.1:" + Nodes.freePort());

    assertThat(dial.state()).isEqualTo(OperatorDial.State.FAILED);
    assertThat(dial.detail()).isEqualTo("refused");
    assertThat(dial.nodeId()).isNull();
  }

  @Test
  void whoeverIsNotDialledAtAllIsNotWaitedFor() throws Exception {
    OperatorDial dial = dial(Nodes.address(alice));

    assertThat(dial.state()).isEqualTo(OperatorDial.State.FAILED);
    assertThat(dial.detail()).startsWith("not dialled");
  }

  @Test
  void onlyTheNewestAreRemembered() throws Exception {
    HostAndPort nobody = HostAndPort.parse("127.0.0.1:1").orElseThrow();
    long first = client.dial(nobody, false).dial();
    for (int i = 0; i < DialDesk.MOST; i++) {
      client.dial(nobody, false);
    }

    assertThat(client.dial(first + 1).id()).isEqualTo(first + 1);
    assertThatThrownBy(() -> client.dial(first)).hasMessageContaining("404");
  }

  private OperatorDial dial(String address) throws Exception {
    long id = client.dial(HostAndPort.parse(address).orElseThrow(), false).dial();
    Eventually.holds(
        "the dial has ended", () -> client.dial(id).state() != OperatorDial.State.UNDER_WAY);
    return client.dial(id);
  }
}
