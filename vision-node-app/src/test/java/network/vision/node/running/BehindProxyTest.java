package network.vision.node.running;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import network.vision.node.Eventually;
import network.vision.node.config.OperatorException;
import network.vision.node.config.Setting;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A node that dials through a SOCKS5 proxy. */
@Timeout(60)
class BehindProxyTest {

  @TempDir private Path folder;

  @RegisterExtension private final Nodes nodes = new Nodes(() -> folder);
  private CountingProxy proxy;
  private Node alice;

  @BeforeEach
  void prepare() throws Exception {
    proxy = new CountingProxy();
    alice = nodes.start("alice", Map.of());
  }

  @AfterEach
  void stopAll() throws Exception {
    proxy.close();
  }

  @Test
  void itMeetsPeersThroughTheProxyAndIsNotToBeDialled() throws Exception {
    Node bob = startBob(Map.of(Setting.SEED, Nodes.address(alice)));

    Eventually.holds("they are connected", () -> Nodes.isConnected(bob, alice));
    Eventually.holds("and back", () -> Nodes.isConnected(alice, bob));
    assertThat(proxy.asked()).contains(Nodes.address(alice));
    assertThat(Nodes.addresses(alice, bob.id())).isEmpty();
    assertThat(Nodes.view(bob).summary().advertised()).isNull();
  }

  @Test
  void itIsToldOfWhereTheOperatorSaysItCanBeDialled() throws Exception {
    String port = Integer.toString(Nodes.freePort());
    Node bob =
        startBob(
            Map.of(
                Setting.SEED,
                Nodes.address(alice),
                Setting.P2P_LISTEN,
                "127.0.0.1:" + port,
                Setting.ADVERTISE,
                "127.0.0.1:" + port));

    Eventually.holds("alice knows where bob is", () -> Nodes.knows(alice, bob));
  }

  @Test
  void aBeaconIsAskedThroughTheProxy() throws Exception {
    Node bob = startBob(Map.of(Setting.BEACON, "http://" + alice.apiAddress()));

    Eventually.holds(
        "the proxy is asked", () -> proxy.asked().contains(alice.apiAddress().toString()));
    assertThat(bob.id()).isNotEqualTo(alice.id());
  }

  @Test
  void theNameOfASeedIsNotLookedUp() throws Exception {
    Node bob = startBob(Map.of(Setting.SEED, "localhost:" + alice.listening().getFirst().port()));

    Eventually.holds(
        "the seed has no address",
        () -> Nodes.get(bob.apiAddress(), "/p2p/seeds").contains("\"state\":\"unresolved\""));
    assertThat(proxy.asked()).isEmpty();
  }

  @Test
  void aBeaconsNameIsRefusedWhereItCannotBeHeldAgainstTheRanges() {
    assertThatThrownBy(() -> startBob(Map.of(Setting.BEACON, "http://localhost:1")))
        .isInstanceOf(OperatorException.class)
        .hasMessageContaining("--beacon: 'localhost' is not an IP");
  }

  private Node startBob(Map<Setting, String> options) throws OperatorException {
    Map<Setting, String> all = new EnumMap<>(options);
    all.put(Setting.SOCKS5, proxy.address());
    return nodes.start("bob", all);
  }
}
