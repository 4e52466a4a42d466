package network.vision.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the node can be told: good and bad input. */
class CommandTest {

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
  @CsvSource(
      delimiter = '|',
      value = {
        "/p2p/peers            | {'address':'host.example:7072'}        | add host.example:7072",
        "/p2p/dial             | {'address':'[2001:db8::1]:9'}          | dial [2001:db8::1]:9",
        "/p2p/peers/abc/disconnect | {}                                 | disconnect abc",
        "/p2p/bans             | {'target':'abc'}                       | ban abc PT24H ",
        "/p2p/bans             | {'target':'192.0.2.1','seconds':60,'reason':'x'} | ban 192.0.2.1/32 PT1M x",
        "/p2p/bans             | {'target':'192.0.2.0/24','seconds':60} | ban 192.0.2.0/24 PT1M",
        "/p2p/bans             | {'target':'192.0.2.1:7072','seconds':60} | ban 192.0.2.1:7072 PT1M",
        "/p2p/mapping/refresh  | {}                                     | refresh",
        "/p2p/announce         | {}                                     | announce",
        "/p2p/log-levels       | {'area':'gossip','level':'Debug'}      | log gossip debug",
      })
  void aCommandReachesTheNode(String path, String body, String done) throws Exception {
    RawHttp.Reply reply = post(path, body);

    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.json().get("message").stringValue()).isEqualTo("done");
    assertThat(server.node.done).hasSize(1);
    assertThat(server.node.done.getFirst().strip()).isEqualTo(done);
  }

  @Test
  void aBanIsEndedByItsTarget() throws Exception {
    RawHttp.send(server.address(), "DELETE", "/p2p/bans/2001:db8::1", BEARER);
    RawHttp.send(server.address(), "DELETE", "/p2p/bans/abc", BEARER);
    RawHttp.send(server.address(), "DELETE", "/p2p/bans/192.0.2.0%2F24", BEARER);

    assertThat(server.node.done)
        .containsExactly("unban 2001:db8::1/128", "unban abc", "unban 192.0.2.0/24");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/p2p/peers | {}",
        "/p2p/peers | {'address':'nowhere'}",
        "/p2p/peers | {'address':'192.0.2.1:0'}",
        "/p2p/peers | {'address':7072}",
        "/p2p/peers | ['192.0.2.1:7072']",
        "/p2p/peers | {'address':",
        "/p2p/bans  | {'seconds':60}",
        "/p2p/bans  | {'target':'abc','seconds':0}",
        "/p2p/bans  | {'target':'abc','seconds':1.5}",
        "/p2p/bans  | {'target':'abc','seconds':99999999999999999999}",
        "/p2p/bans  | {'target':'a b'}",
        "/p2p/bans  | {'target':'abc','reason':'a\\u0007b'}",
        "/p2p/peers/a%20b/disconnect | {}",
        "/p2p/log-levels | {'level':'debug'}",
        "/p2p/log-levels | {'area':'gossip','level':'loud'}",
      })
  void aBadCommandNeverReachesTheNode(String path, String body) throws Exception {
    RawHttp.Reply reply = post(path, body);

    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.header("Content-Type")).isEqualTo("application/problem+json");
    assertThat(server.node.done).isEmpty();
  }

  @Test
  void whatTheNodeSaysToACommandIsTheAnswer() throws Exception {
    server.node.outcome = new NodeCommands.Outcome.Unknown("nobody of this name");
    assertThat(post("/p2p/peers/abc/disconnect", "{}").status()).isEqualTo(404);

    server.node.outcome = new NodeCommands.Outcome.Refused("the address is our own");
    RawHttp.Reply refused = post("/p2p/dial", "{'address':'127.0.0.1:7072'}");
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.json().get("detail").stringValue()).isEqualTo("the address is our own");
  }

  @Test
  void aDialSaysWhereItsEndIsTold() throws Exception {
    server.node.outcome = new NodeCommands.Outcome.Dialling(new StartedDial("is dialled", 1));

    RawHttp.Reply started = post("/p2p/dial", "{'address':'192.0.2.1:7072'}");

    assertThat(started.status()).isEqualTo(202);
    assertThat(started.header("Location")).isEqualTo("/p2p/dials/1");
    assertThat(started.json().get("dial").longValue()).isEqualTo(1);
    assertThat(server.get("/p2p/dials/1").json().get("state").stringValue()).isEqualTo("reached");
    assertThat(server.get("/p2p/dials/2").status()).isEqualTo(404);
  }

  @Test
  void aFormIsNoCommand() throws Exception {
    try (RawHttp http = new RawHttp(server.address())) {
      http.write(
          "POST /p2p/dial HTTP/1.1\r\nHost: localhost\r\n"
              + BEARER
              + "\r\nContent-Type: text/plain\r\nContent-Length: 2\r\n\r\n{}");
      assertThat(http.reply("POST").status()).isEqualTo(415);
    }
  }

  private RawHttp.Reply post(String path, String body) throws Exception {
    return RawHttp.post(server.address(), path, body.replace('\'', '"'), BEARER);
  }
}
