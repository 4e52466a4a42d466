package network.vision.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is answered, and who is not. */
class GuardTest {

  private static final String BEARER = "Authorization: Bearer " + TestServer.TOKEN;

  private TestServer server;

  @BeforeEach
  void start() throws Exception {
    server = new TestServer();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "127.0.0.1:7070",
        "[::1]:7070",
        "[::1]",
        "localhost",
        "LocalHost:7070",
        "node.example.org",
        "192.168.1.23:80"
      })
  void theNodeIsCalledByIpOrAsLocalhostOrByAListedName(String host) throws Exception {
    assertThat(server.get("/version", "Host: " + host).status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "evil.example.com",
        "evil.example.com:7070",
        "localhost.evil.example.com",
        "127.0.0.1.evil.example.com",
        "127.0.0.1:7070:80",
        "localhost:x",
        "user@localhost",
        "010.0.0.1",
        ""
      })
  void aReboundNameIsNotAnsweredEvenForReading(String host) throws Exception {
    assertThat(server.get("/p2p/peers", "Host: " + host).status()).isEqualTo(421);
  }

  @Test
  void aRequestHasOneHost() throws Exception {
    assertThat(server.get("/version", "Host: none").status()).isEqualTo(400);
    assertThat(server.get("/version", "Host: localhost", "Host: localhost").status())
        .isEqualTo(400);
  }

  @Test
  void aProxyRequestIsRefused() throws Exception {
    assertThat(server.get("http://127.0.0.1/version").status()).isEqualTo(400);
  }

  @Test
  void aPageOfAnotherSiteReadsOnlyWhenItIsListed() throws Exception {
    assertThat(server.get("/version", "Origin: https://evil.example.com").status()).isEqualTo(403);
    assertThat(server.get("/version", "Origin: null").status()).isEqualTo(403);
    assertThat(server.get("/version", "Origin: http://127.0.0.1").status()).isEqualTo(200);
    RawHttp.Reply listed = server.get("/version", "Origin: https://wallet.example.org");
    assertThat(listed.status()).isEqualTo(200);
    assertThat(listed.header("Access-Control-Allow-Origin"))
        .isEqualTo("https://wallet.example.org");
    assertThat(server.get("/version").header("Access-Control-Allow-Origin")).isEmpty();
  }

  @Test
  void aListedSiteMayAskBeforeItReadsAndNeverChanges() throws Exception {
    RawHttp.Reply reading = preflight("GET");
    assertThat(reading.status()).isEqualTo(204);
    assertThat(reading.header("Access-Control-Allow-Methods")).isEqualTo("GET");
    assertThat(preflight("POST").header("Access-Control-Allow-Methods")).isEmpty();
    assertThat(command("Origin: https://wallet.example.org", BEARER)).isEqualTo(403);
  }

  @Test
  void nothingIsChangedWithoutTheToken() throws Exception {
    assertThat(command()).isEqualTo(401);
    assertThat(command("Authorization: Bearer wrong")).isEqualTo(401);
    assertThat(command("Authorization: Basic " + TestServer.TOKEN)).isEqualTo(401);
    assertThat(server.node.done).isEmpty();
    assertThat(command(BEARER)).isEqualTo(200);
    assertThat(server.node.done).containsExactly("announce");
  }

  @Test
  void nothingIsChangedFromAPageOfAnotherSiteEvenWithTheToken() throws Exception {
    assertThat(command(BEARER, "Origin: https://evil.example.com")).isEqualTo(403);
    assertThat(command(BEARER, "Sec-Fetch-Site: cross-site")).isEqualTo(403);
    assertThat(command(BEARER, "Sec-Fetch-Site: same-site")).isEqualTo(403);
    assertThat(command(BEARER, "Host: evil.example.com")).isEqualTo(421);
    assertThat(server.node.done).isEmpty();
  }

  @Test
  void withoutAConfiguredTokenNobodyChangesAnything() throws Exception {
    try (TestServer reading = new TestServer(new FakeNode(1), ApiConfig.at(TestServer.ANYWHERE))) {
      RawHttp.Reply reply = RawHttp.post(reading.address(), "/p2p/announce", "{}", BEARER);
      assertThat(reply.status()).isEqualTo(403);
    }
  }

  @Test
  void everyAnswerForbidsGuessingItsTypeAndTellingWhereItWasRead() throws Exception {
    RawHttp.Reply reply = server.get("/nowhere");

    assertThat(reply.header("X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(reply.header("Referrer-Policy")).isEqualTo("no-referrer");
    assertThat(reply.header("Cross-Origin-Resource-Policy")).isEqualTo("same-origin");
  }

  @Test
  void eachRefusalIsCountedByItsReason() throws Exception {
    server.get("/version", "Host: evil.example.com");
    server.get("/version", "Origin: https://evil.example.com");
    command();
    server.get("/version");

    assertThat(server.node.refusals)
        .containsExactly(ApiRefusal.HOST, ApiRefusal.ORIGIN, ApiRefusal.TOKEN);
  }

  private int command(String... headers) throws Exception {
    return RawHttp.post(server.address(), "/p2p/announce", "", headers).status();
  }

  private RawHttp.Reply preflight(String method) throws Exception {
    return RawHttp.send(
        server.address(),
        "OPTIONS",
        "/p2p/peers",
        "Origin: https://wallet.example.org",
        "Access-Control-Request-Method: " + method);
  }
}
