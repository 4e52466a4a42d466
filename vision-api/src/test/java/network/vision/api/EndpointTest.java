package network.vision.api;

import static java.util.concurrent.CompletableFuture.failedStage;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import network.vision.protocol.NodeId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What can be asked, over a real socket: good and bad input. */
class EndpointTest {

  private TestServer server;

  @BeforeEach
  void start() throws Exception {
    server = new TestServer();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void aConnectedPeerWithoutAnAddressCountsInTheTotals() throws Exception {
    JsonNode before = get("/p2p/peers").json();
    server.node.unplaced = 2;

    JsonNode after = get("/p2p/peers").json();

    assertThat(after.get("peers")).hasSize(20);
    for (String total : List.of("total_peers", "connected_peers", "hot_peers")) {
      assertThat(after.get(total).intValue()).isEqualTo(before.get(total).intValue() + 2);
    }
  }

  @Test
  void peersAreListedWithTheFixedFieldsAndTheirTypes() throws Exception {
    JsonNode answer = get("/p2p/peers").json();

    assertThat(answer.get("total_peers").intValue()).isEqualTo(20);
    assertThat(answer.get("connected_peers").isInt()).isTrue();
    assertThat(answer.get("peers")).hasSize(20);
    JsonNode peer = answer.get("peers").get(0);
    assertThat(peer.propertyNames())
        .startsWith(
            "ip",
            "port",
            "ebid",
            "state",
            "bucket",
            "last_seen",
            "latency_ms",
            "failure_count",
            "score",
            "node_id",
            "node_tag",
            "role",
            "port_provenance",
            "is_default_port");
    assertThat(peer.get("ip").isString()).isTrue();
    assertThat(peer.get("port").isInt()).isTrue();
    assertThat(peer.get("state").stringValue()).isEqualTo("Connected");
    assertThat(peer.get("bucket").stringValue()).isEqualTo("Hot");
    assertThat(peer.get("last_seen").isIntegralNumber()).isTrue();
    assertThat(peer.get("score").isDouble()).isTrue();
    assertThat(peer.get("direction").stringValue()).isIn("inbound", "outbound");
  }

  @Test
  void aPeerNeverSeenHasNullsAndNotZeros() throws Exception {
    server.node.rows = List.of(FakePeers.neverSeen(FakeNode.row(1, "192.0.2.1", 7072)));

    JsonNode peer = get("/p2p/peers").json().get("peers").get(0);

    assertThat(peer.get("last_seen").isNull()).isTrue();
    assertThat(peer.get("latency_ms").isNull()).isTrue();
    assertThat(peer.get("ebid").stringValue()).isEmpty();
  }

  @Test
  void totalsCountAllWhateverThePageShows() throws Exception {
    JsonNode page = get("/p2p/peers?state=Connected&limit=2&offset=1").json();

    assertThat(page.get("peers")).hasSize(2);
    assertThat(page.get("total_peers").intValue()).isEqualTo(20);
    assertThat(page.get("matching_peers").intValue())
        .isEqualTo(page.get("connected_peers").intValue());
    int buckets =
        page.get("hot_peers").intValue()
            + page.get("warm_peers").intValue()
            + page.get("cold_peers").intValue();
    assertThat(buckets).isEqualTo(20);
  }

  @ParameterizedTest
  @CsvSource({
    "port=9333, port, 9333",
    "role=guardian, role, guardian",
    "bucket=cold, bucket, Cold",
    "state=knownonly, state, KnownOnly",
    "non_default_port=true, is_default_port, false",
  })
  void aFilterLetsThroughOnlyWhatItSays(String query, String field, String value) throws Exception {
    server.node.rows = FakePeers.rows(200, FakeNode.T0);

    JsonNode peers = get("/p2p/peers?" + query).json().get("peers");

    assertThat(peers).isNotEmpty();
    assertThat(peers).allSatisfy(peer -> assertThat(peer.get(field).asString()).isEqualTo(value));
  }

  @Test
  void peersAreSortedEitherWay() throws Exception {
    server.node.rows = FakePeers.rows(200, FakeNode.T0);
    JsonNode up = get("/p2p/peers?sort=port").json().get("peers");
    JsonNode down = get("/p2p/peers?sort=-port").json().get("peers");

    assertThat(up.get(0).get("port").intValue()).isEqualTo(7070);
    assertThat(down.get(0).get("port").intValue()).isEqualTo(30303);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "state=Asleep",
        "bucket=Lukewarm",
        "port=0",
        "port=65536",
        "port=x",
        "sort=beauty",
        "limit=0",
        "limit=5001",
        "offset=-1",
        "non_default_port=maybe",
        "q=%zz",
      })
  void aBadParameterIsNamed(String query) throws Exception {
    RawHttp.Reply reply = get("/p2p/peers?" + query);

    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.header("Content-Type")).isEqualTo("application/problem+json");
    JsonNode problem = reply.json();
    assertThat(problem.get("status").intValue()).isEqualTo(400);
    assertThat(problem.get("title").stringValue()).isEqualTo("Bad Request");
    String parameter = query.substring(0, query.indexOf('='));
    assertThat(problem.get("detail").stringValue())
        .contains(parameter.equals("q") ? "query" : parameter);
  }

  @Test
  void onePeerIsShownWithAllItsAddresses() throws Exception {
    NodeId id = server.node.rows.getFirst().nodeId();

    JsonNode detail = get("/p2p/peers/" + id).json();

    assertThat(detail.get("peer").get("node_id").stringValue()).isEqualTo(id.text());
    assertThat(detail.get("addresses")).hasSize(2);
    assertThat(detail.get("addresses").get(1).get("provenance").stringValue()).isEqualTo("default");
    assertThat(detail.get("ports").get(0).get("from").intValue()).isEqualTo(7070);
    assertThat(detail.get("standing").get("blames")).hasSize(1);
  }

  @Test
  void aNameWithASlashIsWrittenEncoded() throws Exception {
    PeerRow row = FakeNode.row(1, "192.0.2.1", 7072);
    server.node.rows = List.of(FakePeers.named(row, new NodeId("odd/na+me%")));

    assertThat(get("/p2p/peers/odd%2Fna+me%25").status()).isEqualTo(200);
    assertThat(get("/p2p/peers/odd/na+me%25").status()).isEqualTo(404);
  }

  @Test
  void aPeerNobodyKnowsIsNotFound() throws Exception {
    assertThat(get("/p2p/peers/nobody").status()).isEqualTo(404);
    assertThat(get("/p2p/peers/no%20body").status()).isEqualTo(400);
    assertThat(get("/p2p/peers/%zz").status()).isEqualTo(404);
  }

  @Test
  void seedPeersAreAtMostSixtyFour() throws Exception {
    server.node.rows = FakePeers.rows(100, FakeNode.T0);

    JsonNode seeds = get("/p2p/seed_peers").json();

    assertThat(seeds).hasSize(64);
    assertThat(seeds.get(0).propertyNames()).containsExactly("address", "is_anchor");
    assertThat(seeds.get(0).get("address").stringValue()).contains(":");
  }

  @Test
  void theConstellationCountsItsDirections() throws Exception {
    JsonNode answer = get("/constellation/peers").json();

    assertThat(answer.get("inbound").intValue() + answer.get("outbound").intValue())
        .isEqualTo(answer.get("active").intValue());
    assertThat(answer.get("peers").get(0).propertyNames())
        .containsExactly("vnode_tag", "addr", "direction");
  }

  @Test
  void aHeightUsesAllSixtyFourBits() throws Exception {
    JsonNode status = get("/constellation/status").json();

    assertThat(status.get("network_estimated_height").bigIntegerValue())
        .isEqualTo("18446744073709551615");
  }

  @Test
  void healthIsAStatusAndAWord() throws Exception {
    assertThat(get("/health").json().get("status").stringValue()).isEqualTo("ok");

    server.node.health = new Health(true, false, List.of(new Health.Check("peers", false, "none")));
    assertThat(get("/health").status()).isEqualTo(200);
    assertThat(get("/health/live").status()).isEqualTo(200);
    assertThat(get("/health/ready").status()).isEqualTo(503);
    assertThat(get("/health/ready").json().get("status").stringValue()).isEqualTo("starting");

    server.node.health = new Health(false, false, List.of());
    assertThat(get("/health/live").status()).isEqualTo(503);
  }

  @Test
  void metricsComeAsTheSourceHasThem() throws Exception {
    RawHttp.Reply reply = get("/metrics");

    assertThat(reply.header("Content-Type")).startsWith("text/plain; version=0.0.4");
    assertThat(reply.body()).isEqualTo("vision_peers 3\n");
  }

  @Test
  void headIsGetWithoutABody() throws Exception {
    RawHttp.Reply head = RawHttp.send(server.address(), "HEAD", "/p2p/peers");

    assertThat(head.status()).isEqualTo(200);
    assertThat(Integer.parseInt(head.header("Content-Length"))).isGreaterThan(1000);
  }

  @Test
  void aPathThatDoesNotExistIsNotFoundAndAMethodItDoesNotTakeIsRefused() throws Exception {
    assertThat(get("/p2p").status()).isEqualTo(404);
    assertThat(get("/p2p/peers/").status()).isEqualTo(400);
    RawHttp.Reply reply =
        RawHttp.send(
            server.address(), "DELETE", "/p2p/peers", "Authorization: Bearer " + TestServer.TOKEN);
    assertThat(reply.status()).isEqualTo(405);
    assertThat(reply.header("Allow")).isEqualTo("GET, HEAD, POST");
  }

  @Test
  void aPollerThatHasTheAnswerGetsNoBody() throws Exception {
    String tag = get("/p2p/peers").header("ETag");

    RawHttp.Reply again = get("/p2p/peers", "If-None-Match: " + tag);
    assertThat(again.status()).isEqualTo(304);
    assertThat(again.header("ETag")).isEqualTo(tag);

    server.node.rows = server.node.rows.subList(0, 3);
    assertThat(get("/p2p/peers", "If-None-Match: " + tag).status()).isEqualTo(200);
  }

  @Test
  void aLargeAnswerIsCompressedForWhoeverTakesIt() throws Exception {
    RawHttp.Reply plain = get("/p2p/peers");
    RawHttp.Reply zipped = get("/p2p/peers", "Accept-Encoding: br, gzip;q=0.8");

    assertThat(zipped.header("Content-Encoding")).isEqualTo("gzip");
    assertThat(zipped.body()).isEqualTo(plain.body());
    assertThat(get("/p2p/peers", "Accept-Encoding: gzip;q=0").header("Content-Encoding")).isEmpty();
    assertThat(get("/version", "Accept-Encoding: gzip").header("Content-Encoding")).isEmpty();
  }

  @Test
  void aViewTheNodeCannotGiveIsSaidSo() throws Exception {
    server.node.why = failedStage(new UnsupportedOperationException("not in this version"));
    assertThat(get("/p2p/why").status()).isEqualTo(501);
    assertThat(get("/p2p/why").json().get("detail").stringValue()).isEqualTo("not in this version");

    server.node.why = failedStage(new IllegalStateException("a secret of the inside"));
    assertThat(get("/p2p/why").status()).isEqualTo(500);
    assertThat(get("/p2p/why").body()).doesNotContain("secret");
  }

  @Test
  void aNodeThatDoesNotAnswerInTimeIsUnavailable() throws Exception {
    FakeNode silent = new FakeNode(3);
    silent.why = new CompletableFuture<>();
    try (TestServer hasty = new TestServer(silent, TestServer.open(TestServer.TIGHT))) {
      assertThat(hasty.get("/p2p/why").status()).isEqualTo(503);
      assertThat(hasty.get("/p2p/peers").status()).isEqualTo(200);
    }
  }

  @Test
  void manyWhoAskAreOneQuestionToTheNode() throws Exception {
    FakeNode node = new FakeNode(5);
    ApiLimits limits = ApiLimits.STANDARD;
    ApiLimits lasting =
        new ApiLimits(
            limits.maxBodyBytes(),
            limits.maxHeaderBytes(),
            limits.maxUriBytes(),
            limits.maxConnections(),
            limits.maxConnectionsPerClient(),
            limits.requestsPerSecond(),
            limits.maxEventStreams(),
            limits.requestDeadline(),
            limits.idleDeadline(),
            limits.answerDeadline(),
            limits.writeDeadline(),
            Duration.ofHours(1));
    ApiConfig config =
        ApiConfig.at(TestServer.ANYWHERE).withLimits(lasting).withToken(TestServer.TOKEN);
    try (TestServer calm = new TestServer(node, config)) {
      for (int i = 1; i <= 20; i++) {
        assertThat(calm.get("/p2p/peers?limit=" + i).status()).isEqualTo(200);
      }
      assertThat(node.peerQueries).hasValue(1);

      RawHttp.post(
          calm.address(), "/p2p/announce", "{}", "Authorization: Bearer " + TestServer.TOKEN);
      calm.get("/p2p/peers");
      assertThat(node.peerQueries).hasValue(2);
    }
  }

  private RawHttp.Reply get(String uri, String... headers) throws Exception {
    return server.get(uri, headers);
  }
}
