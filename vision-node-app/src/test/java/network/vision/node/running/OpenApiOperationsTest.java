package network.vision.node.running;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import network.vision.node.Eventually;
import network.vision.node.config.Setting;
import network.vision.node.outlet.LogSetup;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Every operation of the document that a real node serves is called at that node. */
@Timeout(120)
class OpenApiOperationsTest {

  private static final Pattern PATH = Pattern.compile("  \"(/[^\"]*)\": \\{");
  private static final Pattern METHOD = Pattern.compile("   \"(get|post|delete)\": \\{");
  private static final Pattern STATUS = Pattern.compile("     \"(\\d{3})\": \\{");
  private static final String HOST = "Host: localhost\r\n";

  @TempDir private static Path folder;

  private static Nodes nodes;
  private static Node alice;
  private static Node bob;
  private static String bearer;
  private static List<Operation> operations;

  /** One operation of the document, with the statuses that it tells of. */
  private record Operation(String method, String path, Set<Integer> statuses) {

    boolean isReading() {
      return method.equals("get");
    }

    String name() {
      return method + " " + path;
    }

    /** The path with something in the place of its variables. */
    String anyPath() {
      return path.replaceAll("\\{[a-z_]+}", "nobody");
    }
  }

  /** Status and everything that came. */
  private record Reply(int status, String text) {}

  @BeforeAll
  static void start() throws Exception {
    LogSetup.apply("error", false, LogSetup.Stream.ERROR);
    nodes = new Nodes(() -> folder);
    alice = nodes.start("alice", Map.of());
    bob = nodes.start("bob", Map.of(Setting.SEED, Nodes.address(alice)));
    Eventually.holds("bob is connected", () -> Nodes.isConnected(bob, alice));
    bearer = "Authorization: Bearer " + ApiToken.read(folder.resolve("bob")).orElseThrow() + "\r\n";
    operations = documented(Nodes.get(bob.apiAddress(), "/openapi.json"));
  }

  @AfterAll
  static void stop() {
    nodes.close();
  }

  @Test
  void everyOperationAnswersGoodInputAndRefusesBad() throws Exception {
    for (Operation operation : operations) {
      List<Operations.Call> calls = Operations.CALLS.get(operation.name());
      if (calls == null) {
        assertThat(operation.path()).as("an operation without a call").doesNotContain("{");
        assertThat(operation.isReading()).as("a command without a call").isTrue();
        calls = List.of(Operations.Call.of(operation.path(), 200));
      }
      for (Operations.Call call : calls) {
        Reply reply =
            send(operation.method(), inserted(call.path()), HOST + bearer, inserted(call.body()));
        assertThat(call.statuses())
            .as(operation.method() + " " + call + ": " + reply.text())
            .contains(reply.status());
        assertThat(operation.statuses())
            .as(operation.name() + " tells of what it answers")
            .contains(reply.status());
        assertThat(reply.status() >= 400)
            .as(call + " is refused with a problem")
            .isEqualTo(reply.text().contains("content-type: application/problem+json"));
      }
    }
  }

  @Test
  void everyCallIsOfAnOperation() {
    assertThat(operations).extracting(Operation::name).containsAll(Operations.CALLS.keySet());
    assertThat(operations).hasSizeGreaterThan(30);
  }

  @Test
  void noCommandIsTakenWithoutTheToken() throws Exception {
    for (Operation operation : operations) {
      if (!operation.isReading()) {
        assertThat(status(operation, HOST)).as(operation.name()).isEqualTo(401);
        assertThat(status(operation, HOST + "Authorization: Bearer guessed\r\n")).isEqualTo(401);
      }
    }
  }

  @Test
  void nothingIsAnsweredToAPageOfAnotherSite() throws Exception {
    for (Operation operation : operations) {
      assertThat(status(operation, HOST + bearer + "Origin: https://evil.example\r\n"))
          .as(operation.name())
          .isEqualTo(403);
    }
  }

  @Test
  void nothingIsAnsweredUnderAReboundName() throws Exception {
    for (Operation operation : operations) {
      assertThat(status(operation, "Host: evil.example:7070\r\n" + bearer))
          .as(operation.name())
          .isEqualTo(421);
    }
  }

  @Test
  void anotherMethodIsNotAllowed() throws Exception {
    for (Operation operation : operations) {
      assertThat(send("put", operation.anyPath(), HOST + bearer, "").status())
          .as(operation.name())
          .isEqualTo(405);
    }
  }

  @Test
  void aStreamBeginsWithTheEventsThatWereAskedFor() throws Exception {
    String begun = firstBytes("/p2p/events?recent=200", "event: connected");

    assertThat(begun).contains("text/event-stream", "id: ", alice.id().text());
  }

  private static int status(Operation operation, String headers) throws IOException {
    int status = send(operation.method(), operation.anyPath(), headers, "").status();
    assertThat(operation.statuses()).as(operation.name()).contains(status);
    return status;
  }

  private static String inserted(String text) {
    return text.replace("PEER", alice.id().text()).replace("ADDRESS", Nodes.address(alice));
  }

  /** The file is golden, so its lines tell paths, methods and statuses apart. */
  private static List<Operation> documented(String document) {
    List<Operation> found = new ArrayList<>();
    String path = "";
    for (String line : document.lines().toList()) {
      Matcher ofPath = PATH.matcher(line);
      Matcher ofMethod = METHOD.matcher(line);
      Matcher ofStatus = STATUS.matcher(line);
      if (ofPath.matches()) {
        path = ofPath.group(1);
      } else if (ofMethod.matches()) {
        found.add(new Operation(ofMethod.group(1), path, new HashSet<>()));
      } else if (ofStatus.matches()) {
        found.getLast().statuses().add(Integer.valueOf(ofStatus.group(1)));
      }
    }
    return found;
  }

  private static Reply send(String method, String path, String headers, String body)
      throws IOException {
    String typed = body.isEmpty() ? "" : "Content-Type: application/json\r\n";
    try (Socket socket = connect()) {
      write(
          socket,
          method.toUpperCase(Locale.ROOT)
              + " "
              + path
              + " HTTP/1.1\r\nConnection: close\r\nContent-Length: "
              + body.length()
              + "\r\n"
              + typed
              + headers
              + "\r\n"
              + body);
      String text = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return new Reply(Integer.parseInt(text.substring(9, 12)), text);
    }
  }

  private static String firstBytes(String path, String awaited) throws IOException {
    StringBuilder begun = new StringBuilder();
    try (Socket socket = connect()) {
      write(socket, "GET " + path + " HTTP/1.1\r\n" + HOST + "\r\n");
      byte[] bytes = new byte[4096];
      while (!begun.toString().contains(awaited)) {
        int read = socket.getInputStream().read(bytes);
        assertThat(read).as(begun.toString()).isPositive();
        begun.append(new String(bytes, 0, read, StandardCharsets.UTF_8));
      }
    }
    return begun.toString();
  }

  private static Socket connect() throws IOException {
    Socket socket = new Socket(bob.apiAddress().ip().toString(), bob.apiAddress().port());
    socket.setSoTimeout(20_000);
    return socket;
  }

  private static void write(Socket socket, String request) throws IOException {
    socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
  }
}
