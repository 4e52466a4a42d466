package network.vision.node.running;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import network.vision.node.Eventually;
import network.vision.node.outlet.LogSetup;
import network.vision.protocol.Feature;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Somebody who wants a node to knock at another's door, over real sockets; PROTOCOL.md §7. */
@Timeout(60)
class VictimTest {

  private static final String ASKER = "127.0.0.1";
  private static final String VICTIM = "127.0.0.99";

  @TempDir private Path folder;

  @Test
  void aRequestThatNamesAVictimMakesTheNodeKnockAtTheAskersDoorOnly() throws Exception {
    LogSetup.apply("warn", false, LogSetup.Stream.ERROR);
    try (Nodes nodes = new Nodes(() -> folder);
        ServerSocket askersDoor = door(ASKER, 0);
        ServerSocket victimsDoor = door(VICTIM, askersDoor.getLocalPort());
        OldPeer mallory = OldPeer.json("mallory", List.of(Feature.DIAL_BACK))) {
      Node alice = nodes.start("alice", Map.of());
      mallory.dial(alice.listening().getFirst());

      mallory.say(
          """
          {"DialBack":{"nonce":1,"port":%2$d,"ip":"%1$s","ip_address":"%1$s","address":"%1$s:%2$d",\
          "advertised_ip":"%1$s"}}\
          """
              .formatted(VICTIM, askersDoor.getLocalPort())
              .getBytes(StandardCharsets.UTF_8));

      askersDoor.setSoTimeout(20_000);
      try (Socket knock = askersDoor.accept()) {
        assertThat(knock.isConnected()).isTrue();
      }
      Eventually.holds(
          "mallory is told what came of it", () -> mallory.hasHeard("{\"DialBackResult\""));
      victimsDoor.setSoTimeout(1);
      assertThatThrownBy(victimsDoor::accept)
          .as("nobody waits at the victim's door")
          .isInstanceOf(SocketTimeoutException.class);
    }
  }

  private static ServerSocket door(String host, int port) throws Exception {
    return new ServerSocket(port, 5, InetAddress.getByName(host));
  }
}
