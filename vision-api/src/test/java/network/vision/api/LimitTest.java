package network.vision.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a rude client gets. */
class LimitTest {

  private TestServer server;

  @BeforeEach
  void start() throws Exception {
    server = new TestServer(new FakeNode(20), TestServer.open(TestServer.TIGHT));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void aClientThatSaysNothingIsHungUpOn() throws Exception {
    try (RawHttp http = new RawHttp(server.address())) {
      assertThat(http.isHungUp()).isTrue();
    }
    assertThat(server.node.refusals).isEmpty();
  }

  @Test
  void sendingARequestByteByByteGainsNoTime() throws Exception {
    try (RawHttp http = new RawHttp(server.address())) {
      long start = System.nanoTime();
      assertThat(dripUntilHungUp(http)).isTrue();
      assertThat(System.nanoTime() - start).isLessThan(5_000_000_000L);
      assertThat(server.node.refusals).containsExactly(ApiRefusal.SLOW);
    }
  }

  @Test
  void aBodyThatIsTooLargeIsRefusedBeforeItIsRead() throws Exception {
    RawHttp.Reply reply =
        RawHttp.post(
            server.address(),
            "/p2p/dial",
            "{\"address\":\"" + "x".repeat(400) + "\"}",
            "Authorization: Bearer " + TestServer.TOKEN);

    assertThat(reply.status()).isEqualTo(413);
  }

  @Test
  void aUriOrHeaderThatIsTooLongIsRefused() throws Exception {
    assertThat(server.get("/" + "x".repeat(600)).status()).isEqualTo(414);
    assertThat(server.get("/version", "X-Long: " + "x".repeat(2_000)).status()).isEqualTo(431);
  }

  @Test
  void garbageIsABadRequest() throws Exception {
    try (RawHttp http = new RawHttp(server.address())) {
      http.write("VISION-P2\u0004\r\n\r\n");
      assertThat(http.reply("GET").status()).isEqualTo(400);
      assertThat(http.isHungUp()).isTrue();
    }
  }

  @Test
  void aClientWithTooManyConnectionsIsTurnedAwayUntilOneIsFree() throws Exception {
    List<RawHttp> held = new ArrayList<>();
    for (int i = 0; i < TestServer.TIGHT.maxConnectionsPerClient(); i++) {
      RawHttp http = new RawHttp(server.address());
      http.write(RawHttp.request("GET", "/p2p/events", ""));
      http.line();
      held.add(http);
    }
    try (RawHttp tooMany = new RawHttp(server.address())) {
      RawHttp.Reply reply = tooMany.reply("GET");
      assertThat(reply.status()).isEqualTo(503);
      assertThat(reply.header("Content-Type")).isEqualTo("application/problem+json");
      assertThat(reply.json().get("detail").stringValue()).isEqualTo("too many connections");
      assertThat(tooMany.isHungUp()).isTrue();
    }
    assertThat(server.node.refusals).contains(ApiRefusal.CONNECTIONS);
    for (RawHttp http : held) {
      http.close();
    }
    assertThat(statusOnceItIs(server, 200)).isEqualTo(200);
  }

  @Test
  void aClientThatDoesNotTakeItsAnswerIsHungUpOn() throws Exception {
    ApiConfig config = TestServer.open(TestServer.TIGHT);
    List<RawHttp> deaf = new ArrayList<>();
    try (TestServer large = new TestServer(new FakeNode(5_000), config)) {
      for (int i = 0; i < TestServer.TIGHT.maxConnectionsPerClient(); i++) {
        RawHttp http = new RawHttp(large.address(), 4096);
        http.write(RawHttp.request("GET", "/p2p/peers?limit=5000", "").repeat(8));
        deaf.add(http);
      }

      assertThat(statusOnceItIs(large, 200)).isEqualTo(200);
    } finally {
      for (RawHttp http : deaf) {
        http.close();
      }
    }
  }

  @Test
  void aFloodOfRequestsIsAHandfulOfQuestionsToTheNode() throws Exception {
    FakeNode node = new FakeNode(20);
    ApiLimits eager = ApiLimits.STANDARD.withRequestsPerSecond(100_000);
    try (TestServer flooded =
            new TestServer(node, ApiConfig.at(TestServer.ANYWHERE).withLimits(eager));
        RawHttp http = new RawHttp(flooded.address())) {
      long began = System.nanoTime();
      for (int i = 0; i < 500; i++) {
        http.write(RawHttp.request("GET", "/p2p/peers?limit=1&offset=" + i, ""));
        assertThat(http.reply("GET").status()).isEqualTo(200);
      }
      long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);

      long most = millis / eager.viewLifetime().dividedBy(3).toMillis() + 2;
      assertThat(node.peerQueries.get()).isLessThanOrEqualTo((int) most);
    }
  }

  @Test
  void aClientThatAsksTooFastIsToldToWait() throws Exception {
    ApiLimits slow = ApiLimits.STANDARD.withRequestsPerSecond(1);
    try (TestServer strict = new TestServer(new FakeNode(1), TestServer.open(slow))) {
      assertThat(strict.get("/version").status()).isEqualTo(200);
      assertThat(strict.get("/version").status()).isEqualTo(200);
      RawHttp.Reply reply = strict.get("/version");
      assertThat(reply.status()).isEqualTo(429);
      assertThat(reply.header("Retry-After")).isEqualTo("1");
      assertThat(strict.node.refusals).containsExactly(ApiRefusal.RATE);
    }
  }

  @Test
  void requestsSentWithoutWaitingAreAnsweredInTheirOrder() throws Exception {
    try (RawHttp http = new RawHttp(server.address())) {
      http.write(
          RawHttp.request("GET", "/version", "")
              + RawHttp.request("GET", "/nowhere", "")
              + RawHttp.request("GET", "/p2p/why", ""));

      assertThat(http.reply("GET").body()).contains("vision-node");
      assertThat(http.reply("GET").status()).isEqualTo(404);
      assertThat(http.reply("GET").body()).contains("reasons");
    }
  }

  @Test
  void aConnectionServesOneRequestAfterAnother() throws Exception {
    try (RawHttp http = new RawHttp(server.address())) {
      for (int i = 0; i < 50; i++) {
        http.write(RawHttp.request("GET", "/version", ""));
        assertThat(http.reply("GET").status()).isEqualTo(200);
      }
    }
  }

  @Test
  void aFloodOfRequestsSentWithoutWaitingEndsTheConnection() throws Exception {
    FakeNode silent = new FakeNode(1);
    silent.why = new CompletableFuture<>();
    try (TestServer busy = new TestServer(silent, TestServer.open(ApiLimits.STANDARD));
        RawHttp http = new RawHttp(busy.address())) {
      http.write(RawHttp.request("GET", "/p2p/why", "").repeat(100));

      assertThat(http.isHungUp()).isTrue();
      assertThat(silent.refusals).contains(ApiRefusal.FLOOD);
    }
  }

  private static boolean dripUntilHungUp(RawHttp http) throws Exception {
    String request = "GET /version HTTP/1.1\r\nX-Slow: " + "x".repeat(900);
    try {
      for (int i = 0; i < request.length(); i++) {
        http.write(request.substring(i, i + 1));
        if (http.isHungUpWithin(20)) {
          return true;
        }
      }
      return false;
    } catch (SocketException e) {
      return true;
    }
  }

  private static int statusOnceItIs(TestServer asked, int wanted) throws Exception {
    int status = 0;
    long end = System.nanoTime() + 5_000_000_000L;
    while (status != wanted && System.nanoTime() < end) {
      try {
        status = asked.get("/version").status();
      } catch (IOException e) {
        status = 0;
      }
    }
    return status;
  }
}
