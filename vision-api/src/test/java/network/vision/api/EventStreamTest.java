package network.vision.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Events as they happen, resumed, lost and refused. */
class EventStreamTest {

  private TestServer server;

  @BeforeEach
  void start() throws Exception {
    server = new TestServer(new FakeNode(3), TestServer.open(TestServer.TIGHT));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void anEventReachesWhoeverListens() throws Exception {
    try (RawHttp stream = open("/p2p/events")) {
      publish(1);

      assertThat(next(stream, "id: ")).isEqualTo("1750000000001");
      assertThat(next(stream, "event: ")).isEqualTo("mapping");
      assertThat(next(stream, "data: "))
          .startsWith(
              "{\"id\":1750000000001,\"kind\":\"mapping\",\"at\":1750000000,\"text\":\"1\"");
    }
  }

  @Test
  void aStreamGoesOnAfterTheLastEventTheClientHas() throws Exception {
    publish(1, 2, 3, 4);
    long second = server.node.log.newestId() - 2;

    try (RawHttp byHeader = open("/p2p/events", "Last-Event-ID: " + second);
        RawHttp byQuery = open("/p2p/events?after=" + second)) {
      assertThat(next(byHeader, "id: ")).isEqualTo(Long.toString(second + 1));
      assertThat(next(byHeader, "id: ")).isEqualTo(Long.toString(second + 2));
      assertThat(next(byQuery, "id: ")).isEqualTo(Long.toString(second + 1));
    }
  }

  @Test
  void aStreamMayBeginWithAFewOlderEvents() throws Exception {
    publish(1, 2, 3, 4);

    try (RawHttp stream = open("/p2p/events?recent=2")) {
      assertThat(next(stream, "id: ")).endsWith("3");
    }
    try (RawHttp all = open("/p2p/events?recent=200")) {
      assertThat(next(all, "id: ")).endsWith("1");
    }
  }

  @Test
  void aClientThatMissedEventsIsToldSo() throws Exception {
    for (int i = 0; i < EventLog.STANDARD_CAPACITY + 10; i++) {
      publish(i);
    }
    long longAgo = FakeNode.T0.toEpochMilli() + 3;
    long neverYet = server.node.log.newestId() + 1_000;

    try (RawHttp late = open("/p2p/events?after=" + longAgo);
        RawHttp otherRun = open("/p2p/events?after=" + neverYet)) {
      assertThat(next(late, "event: ")).isEqualTo("gap");
      assertThat(next(late, "id: ")).isEqualTo(Long.toString(FakeNode.T0.toEpochMilli() + 11));
      assertThat(next(otherRun, "event: ")).isEqualTo("gap");
    }
  }

  @Test
  void anIdThatIsNoNumberIsABadRequest() throws Exception {
    assertThat(server.get("/p2p/events?after=x").status()).isEqualTo(400);
    assertThat(server.get("/p2p/events?recent=201").status()).isEqualTo(400);
  }

  @Test
  void aClientHasAtMostAQuarterOfTheStreams() throws Exception {
    List<RawHttp> streams = new ArrayList<>();
    for (int i = 0; i < TestServer.TIGHT.maxEventStreams() / 4; i++) {
      streams.add(open("/p2p/events"));
    }
    assertThat(server.get("/p2p/events").status()).isEqualTo(503);
    assertThat(server.node.refusals).containsExactly(ApiRefusal.STREAMS);
    assertThat(server.load().eventStreams()).isEqualTo(streams.size());
    for (RawHttp stream : streams) {
      stream.close();
    }
  }

  @Test
  void aStreamOutlivesTheDeadlineOfARequest() throws Exception {
    try (RawHttp stream = open("/p2p/events")) {
      assertThat(stream.line() + stream.line()).isEmpty();
      assertThat(stream.isHungUpWithin(1_000)).isFalse();
      publish(7);
      assertThat(next(stream, "id: ")).isNotEmpty();
    }
  }

  @Test
  void whoeverSpeaksOnAStreamIsCutOff() throws Exception {
    try (RawHttp stream = open("/p2p/events")) {
      stream.write(RawHttp.request("GET", "/version", ""));
      assertThat(stream.isHungUp()).isTrue();
    }
  }

  @Test
  void aClientThatReadsNothingIsCutOffAndOthersGoOn() throws Exception {
    String long256 = "x".repeat(256);
    try (RawHttp deaf = open(new RawHttp(server.address(), 4096), "/p2p/events");
        RawHttp other = open("/p2p/events")) {
      Thread reader = Thread.ofVirtual().start(() -> drain(other));
      long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
      while (server.node.log.wakerCount() > 1 && System.nanoTime() < end) {
        server.node.log.publish(NodeEvent.of(NodeEvent.Kind.MAPPING, FakeNode.T0, long256));
      }
      assertThat(server.node.log.wakerCount()).isEqualTo(1);
      assertThat(reader.isAlive()).isTrue();
      assertThat(server.get("/version").status()).isEqualTo(200);
      assertThat(deaf.isHungUp()).isTrue();
      assertThat(server.node.refusals).containsExactly(ApiRefusal.SLOW);
    }
  }

  private static void drain(RawHttp stream) {
    try {
      while (!stream.isHungUp()) {
        // More to come.
      }
    } catch (IOException e) {
      // It ended.
    }
  }

  private void publish(int... words) {
    for (int word : words) {
      server.node.log.publish(
          NodeEvent.of(NodeEvent.Kind.MAPPING, FakeNode.T0, Integer.toString(word)));
    }
  }

  /** A stream whose greeting has come. */
  private RawHttp open(String uri, String... headers) throws Exception {
    return open(new RawHttp(server.address()), uri, headers);
  }

  private static RawHttp open(RawHttp http, String uri, String... headers) throws Exception {
    http.write(RawHttp.request("GET", uri, "", headers));
    assertThat(http.line()).isEqualTo("HTTP/1.1 200 OK");
    next(http, "retry: ");
    return http;
  }

  private static String next(RawHttp stream, String field) throws Exception {
    for (int i = 0; i < 200; i++) {
      String line = stream.line();
      if (line.startsWith(field)) {
        return line.substring(field.length());
      }
    }
    throw new AssertionError("no " + field + "in 200 lines");
  }
}
