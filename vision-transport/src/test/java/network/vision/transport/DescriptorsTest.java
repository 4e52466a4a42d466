package network.vision.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import network.vision.protocol.HandshakeVersion;
import network.vision.protocol.PeerAddress;
import network.vision.transport.TransportConfig.Caps;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A node of its own process that may have few file descriptors. */
class DescriptorsTest {

  private static final int DESCRIPTORS = 150;
  private static final int SOCKETS = 300;

  @Test
  @Timeout(60)
  void runningOutOfDescriptorsIsReportedAndSurvived() throws Exception {
    assumeThat(Files.isExecutable(Path.of("/bin/sh"))).isTrue();
    Process victim = startVictim();
    List<RawPeer> held = new ArrayList<>();
    try (BufferedReader said = victim.inputReader(StandardCharsets.US_ASCII)) {
      PeerAddress address = PeerAddress.parse(said.readLine()).orElseThrow();
      for (int i = 0; i < SOCKETS; i++) {
        held.add(new RawPeer(address));
      }
      assertThat(said.readLine()).isEqualTo("DescriptorsExhausted[]");
      assertThat(said.readLine()).isEqualTo("DescriptorsAvailable[]");
      held.forEach(RawPeer::close);
      try (RawPeer alice = new RawPeer(address)) {
        alice.shakeHands(HandshakeVersion.V4);
      }
    } finally {
      held.forEach(RawPeer::close);
      victim.destroyForcibly().waitFor();
    }
  }

  /** The process: says where it listens, then each of its troubles. */
  static final class Victim {
    public static void main(String[] args) throws InterruptedException {
      Host host =
          new Host(
              TransportTest.config("127.0.0.1:0").with(new Caps(SOCKETS, SOCKETS, SOCKETS, 0))) {
            @Override
            public void trouble(Trouble trouble) {
              System.out.println(trouble);
            }
          };
      System.out.println(host.address());
      Thread.currentThread().join();
    }

    private Victim() {}
  }

  private static Process startVictim() throws IOException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String path =
        Stream.of(
                System.getProperty("java.class.path"),
                System.getProperty("jdk.module.path"),
                testClasses())
            .filter(part -> part != null && !part.isEmpty())
            .collect(Collectors.joining(File.pathSeparator));
    return new ProcessBuilder(
            "/bin/sh",
            "-c",
            "ulimit -n " + DESCRIPTORS + " && exec \"$0\" \"$@\"",
            java,
            "-Xmx64m",
            "-cp",
            path,
            Victim.class.getName())
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  /** Inside a named module the class path does not have them. */
  private static String testClasses() {
    Path self =
        Path.of(
            Objects.requireNonNull(DescriptorsTest.class.getResource("DescriptorsTest.class"))
                .getPath());
    Path root = self;
    for (int i = 0; i <= DescriptorsTest.class.getPackageName().split("\\.", -1).length; i++) {
      root = root.getParent();
    }
    return root.toString();
  }
}
