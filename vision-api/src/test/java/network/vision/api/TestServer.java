package network.vision.api;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import network.vision.protocol.HostAndPort;
import network.vision.protocol.PeerAddress;

/** A server at a free port of 127.0.0.1 over a fake node. */
final class TestServer implements AutoCloseable {

  static final String TOKEN = "0123456789abcdef0123456789abcdef";
  static final HostAndPort ANYWHERE = new HostAndPort("127.0.0.1", 0);

  /** Small numbers and short times, so that tests meet them soon. */
  static final ApiLimits TIGHT =
      new ApiLimits(
          200,
          1024,
          512,
          8,
          5,
          1_000,
          8,
          Duration.ofMillis(400),
          Duration.ofMillis(800),
          Duration.ofMillis(300),
          Duration.ofMillis(400),
          Duration.ZERO);

  final FakeNode node;
  private final ApiServer server;

  TestServer() throws ApiListenException {
    this(new FakeNode(20), open(ApiLimits.STANDARD));
  }

  TestServer(FakeNode node, ApiConfig config) throws ApiListenException {
    this.node = node;
    this.server = ApiServer.start(config, node, node, node);
  }

  /** With a token and a listed name, and views that are asked for each time. */
  static ApiConfig open(ApiLimits limits) {
    return new ApiConfig(
        List.of(ANYWHERE),
        null,
        Set.of("node.example.org"),
        Set.of("https://wallet.example.org"),
        false,
        TOKEN,
        fresh(limits));
  }

  PeerAddress address() {
    return server.address();
  }

  ApiLoad load() {
    return server.load();
  }

  RawHttp.Reply get(String uri, String... headers) throws Exception {
    return RawHttp.get(address(), uri, headers);
  }

  @Override
  public void close() {
    server.close();
  }

  private static ApiLimits fresh(ApiLimits limits) {
    return new ApiLimits(
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
        Duration.ZERO);
  }
}
