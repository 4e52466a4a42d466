package network.vision.node.devnet;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import network.vision.node.Eventually;
import network.vision.node.outlet.LogSetup;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class DevnetTest {

  @TempDir private Path folder;

  @BeforeEach
  void quiet() {
    LogSetup.apply("warn", false, LogSetup.Stream.ERROR);
  }

  @Test
  void everyNodeComesToKnowEveryOtherAtItsRightPort() throws Exception {
    try (Devnet devnet = Devnet.start(5, folder)) {
      Eventually.holds("everybody knows everybody", () -> devnet.state().isComplete());

      assertThat(devnet.members())
          .extracting(Devnet.Member::name)
          .containsExactly("seed", "old", "any-port", "one-socket", "ipv6");
      assertThat(devnet.members())
          .allSatisfy(member ->
              assertThat(member.node().listening()).allMatch(address -> address.ip().isLoopback()));
    }
  }

  @Test
  void aBusyPortIsReplacedAndThatIsSaid() throws Exception {
    try (ServerSocket busy = new ServerSocket()) {
      busy.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 7072));
      DevnetPlan plan = DevnetPlan.of(2);

      assertThat(plan.remarks()).anyMatch(line -> line.startsWith("seed: port 7072 is busy, "));
      assertThat(plan.members().getFirst().p2pPort()).isNotIn(0, 7072);
    } catch (BindException e) {
      assertThat(DevnetPlan.of(2).remarks()).anyMatch(line -> line.contains("7072 is busy"));
    }
  }

  @Test
  void nodesOfOneDevnetShareNothing() throws Exception {
    try (Devnet devnet = Devnet.start(3, folder)) {
      assertThat(devnet.members()).extracting(member -> member.node().id()).doesNotHaveDuplicates();
      assertThat(devnet.members())
          .extracting(member -> member.node().apiAddress())
          .doesNotHaveDuplicates();
      assertThat(devnet.members())
          .extracting(Devnet.Member::name)
          .allMatch(name -> folder.resolve(name).resolve("identity").toFile().exists());
    }
  }
}
