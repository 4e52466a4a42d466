package network.vision.node.running;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import network.vision.api.Reachability;
import network.vision.node.config.NodeConfig;
import network.vision.node.config.NodeConfigReader;
import network.vision.node.config.Platform;
import network.vision.node.config.Setting;
import network.vision.node.config.Settings;
import network.vision.node.doctor.Doctor;
import network.vision.node.doctor.Finding;
import network.vision.node.doctor.Finding.Mark;
import network.vision.protocol.PeerAddress;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoctorTest {

  @TempDir private Path folder;

  @Test
  void nothingIsWrongBeforeTheFirstStart() throws Exception {
    assertThat(look(Map.of(Setting.SEED, "none")))
        .extracting(Finding::mark)
        .doesNotContain(Mark.BAD);
  }

  @Test
  void aTakenPortIsNamedWithTheSettingThatChoosesAnother() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String place = "127.0.0.1:" + taken.getLocalPort();

      assertThat(of("Ports", look(Map.of(Setting.P2P_LISTEN, place))))
          .matches(finding -> finding.mark() == Mark.BAD)
          .matches(finding -> finding.text().contains(place))
          .matches(finding -> finding.text().contains("--p2p-port"));
    }
  }

  @Test
  void aSeedThatAnswersIsEnoughAndEachOtherIsNamedWithItsTrouble() throws Exception {
    try (Nodes nodes = new Nodes(() -> folder)) {
      Node seed = nodes.start("seed", Map.of());
      String dead = "127.0.0.1:" + Nodes.freePort();

      Finding seeds = of("Seeds", look(Map.of(Setting.SEED, Nodes.address(seed) + "," + dead)));

      assertThat(seeds.mark()).isEqualTo(Mark.GOOD);
      assertThat(seeds.details())
          .extracting(Finding.Detail::mark)
          .containsExactly(Mark.GOOD, Mark.BAD);
    }
  }

  @Test
  void noSeedOutsideTheAllowedRangesIsDialled() throws Exception {
    Finding seeds = of("Seeds", look(Map.of(Setting.SEED, "192.0.2.1:7072")));

    assertThat(seeds.mark()).isEqualTo(Mark.BAD);
    assertThat(seeds.details().getFirst().text()).contains("192.0.2.1:7072").contains("not");
  }

  @Test
  void ourOwnAddressInTheSeedListAtAnotherPortIsWrong() throws Exception {
    Map<Setting, String> options =
        Map.of(Setting.SEED, "192.0.2.1:7070", Setting.ADVERTISE, "192.0.2.1:7072");

    assertThat(of("Own seed entry", look(options)))
        .matches(finding -> finding.mark() == Mark.BAD)
        .matches(finding -> finding.text().contains("--p2p-port 7070"));
  }

  @Test
  void aDirectoryWithoutItsIdentityIsToldOf() throws Exception {
    Files.createDirectory(folder.resolve("data"));
    Files.writeString(folder.resolve("data").resolve("peers.jsonl"), "nonsense\n");

    assertThat(of("Data directory", look(Map.of())).mark()).isEqualTo(Mark.BAD);
  }

  @Test
  void besideARunningNodeItsPortsAndItsVerdictAreTold() throws Exception {
    Reachability running =
        new Reachability(
            Reachability.Verdict.UNREACHABLE,
            "Forward it.",
            null,
            List.of(PeerAddress.parse("127.0.0.1:7072").orElseThrow()),
            null,
            "",
            null,
            List.of(),
            List.of(),
            null);

    List<Finding> findings = look(Map.of(), running);

    assertThat(of("Ports", findings).mark()).isEqualTo(Mark.GOOD);
    assertThat(of("Reachability", findings))
        .isEqualTo(new Finding("Reachability", Mark.BAD, "unreachable: Forward it.", List.of()));
  }

  private List<Finding> look(Map<Setting, String> options) throws Exception {
    return look(options, null);
  }

  private List<Finding> look(Map<Setting, String> options, @Nullable Reachability running)
      throws Exception {
    return Doctor.look(config(options), running);
  }

  private NodeConfig config(Map<Setting, String> options) throws Exception {
    Map<Setting, String> all = new EnumMap<>(Setting.class);
    all.put(Setting.NETWORK, "devnet");
    all.put(Setting.DATA_DIR, folder.resolve("data").toString());
    all.put(Setting.PORT, Integer.toString(Nodes.freePort()));
    all.put(Setting.P2P_LISTEN, "127.0.0.1:0");
    all.putAll(options);
    return NodeConfigReader.read(Settings.read(all, Map.of()), Platform.current());
  }

  private static Finding of(String name, List<Finding> findings) {
    return findings.stream()
        .filter(finding -> finding.name().equals(name))
        .findFirst()
        .orElseThrow();
  }
}
