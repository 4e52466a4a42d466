package network.vision.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import network.vision.node.config.Platform;
import network.vision.protocol.Handshake;
import network.vision.protocol.HandshakeCodec;
import network.vision.protocol.HandshakeVersion;
import network.vision.protocol.NodeId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PingCommandTest {

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  /** What somebody does with a connection. */
  @FunctionalInterface
  private interface Manner {
    void meet(Socket socket) throws IOException;
  }

  @Test
  void aNodeIsShownWithAllItSaysOfItself() throws IOException {
    assertThat(ping(PingCommandTest::answer)).isEqualTo(ExitCode.OK);

    assertThat(out.toString())
        .containsPattern("(?m)^Tag +VNODE-bob$")
        .containsPattern("(?m)^Node id +bob$")
        .containsPattern("(?m)^Port for peers +7099$")
        .containsPattern("(?m)^Port for HTTP +not said$")
        .containsPattern("(?m)^Software +v9, number 900$")
        .containsPattern("(?m)^Height +12$")
        .containsPattern("(?m)^Handshake +version 4$")
        .containsPattern("(?m)^Round trip +[0-9.]+ ms$");
  }

  @Test
  void whyNotIsOneLineAndAnExitCodeOfItsKind() throws IOException {
    assertThat(ping(PingCommandTest::answerInHttp)).isEqualTo(ExitCode.OTHER_LANGUAGE);
    assertThat(ping(Socket::close)).isEqualTo(ExitCode.HUNG_UP);
    assertThat(run("127.0.0.1:" + freePort())).isEqualTo(ExitCode.NO_NODE);
    assertThat(run("192.0.2.1:7072")).isEqualTo(ExitCode.NOT_DIALLED);
    assertThat(run("127.0.0.1")).isEqualTo(ExitCode.OPERATOR);

    assertThat(err.toString().lines())
        .hasSize(5)
        .anyMatch(line -> line.contains(": spoke_http, "))
        .anyMatch(line -> line.contains(": closed_unanswered, "))
        .anyMatch(line -> line.contains(": refused, "))
        .anyMatch(line -> line.contains(": not_allowed, "));
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void whoeverIsSilentForASecondIsSaidToBeAsked() throws IOException {
    assertThat(ping(this::answerWhenWaitedFor)).isEqualTo(ExitCode.OK);

    assertThat(err.toString()).startsWith("Asking 127.0.0.1:");
  }

  @Test
  void theHelpNamesTheExitCodes() {
    assertThat(run("--help")).isEqualTo(ExitCode.OK);

    assertThat(out.toString()).contains("Exit codes:").contains("closed_unanswered");
  }

  private int ping(Manner manner) throws IOException {
    try (ServerSocket listening = listen()) {
      Thread.startVirtualThread(() -> meetAll(listening, manner));
      return run("127.0.0.1:" + listening.getLocalPort());
    }
  }

  private int run(String target) {
    Terminal terminal = new Terminal(new PrintWriter(out, true), new PrintWriter(err, true), false);
    Platform platform = new Platform("Linux", Path.of("/users/alice"), Map.of());
    return Commands.execute(terminal, platform, "ping", "--network", "devnet", target);
  }

  private static void meetAll(ServerSocket listening, Manner manner) {
    try {
      while (true) {
        try (Socket socket = listening.accept()) {
          manner.meet(socket);
        }
      }
    } catch (IOException e) {
      // closed: the test is over
    }
  }

  private static void answer(Socket socket) throws IOException {
    DataInputStream in = new DataInputStream(socket.getInputStream());
    in.skipNBytes(HandshakeCodec.HEADER_BYTES - 2L);
    in.skipNBytes(in.readUnsignedShort());
    socket.getOutputStream().write(HandshakeCodec.encode(HandshakeVersion.V4, bob()));
  }

  /** Answers when the command has said that it waits. */
  private void answerWhenWaitedFor(Socket socket) throws IOException {
    try {
      Eventually.holds("progress is told", () -> !err.toString().isEmpty());
    } catch (Exception e) {
      throw new IOException(e);
    }
    answer(socket);
  }

  private static void answerInHttp(Socket socket) throws IOException {
    socket
        .getOutputStream()
        .write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    socket.shutdownOutput();
    socket.getInputStream().readAllBytes();
  }

  private static Handshake bob() {
    return new Handshake(
        new Handshake.Network(2, "c", "g", "devnet", 900, "v9", 0, "", "", null, null, null),
        new Handshake.Node(
            1, new NodeId("bob"), "VNODE-bob", "", "", "guardian", "", false, false, "", null),
        new Handshake.Reach(7099, null, null, null, List.of()),
        new Handshake.Heights(11, 12L),
        Handshake.Extensions.NONE);
  }

  private static ServerSocket listen() throws IOException {
    return new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  }

  private static int freePort() throws IOException {
    try (ServerSocket probe = listen()) {
      return probe.getLocalPort();
    }
  }
}
