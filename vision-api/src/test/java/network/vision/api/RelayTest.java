package network.vision.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.local.LocalAddress;
import io.netty.channel.local.LocalChannel;
import io.netty.channel.local.LocalIoHandler;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Connections that the transport relays inside the process. */
class RelayTest {

  private static final String NAME = "relay-test";

  private final EventLoopGroup loop =
      new MultiThreadIoEventLoopGroup(1, LocalIoHandler.newFactory());
  private ApiServer server;

  @BeforeEach
  void start() throws Exception {
    FakeNode node = new FakeNode(5);
    server = ApiServer.start(ApiConfig.relayed(NAME), node, node, node);
  }

  @AfterEach
  void stop() {
    server.close();
    loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
  }

  @Test
  void aRelayedRequestIsAnswered() throws Exception {
    assertThat(ask("127.0.0.1:51234|127.0.0.1:7072|1", "/p2p/peers"))
        .startsWith("HTTP/1.1 200 OK")
        .contains("\"total_peers\":5");
    assertThat(ask("[::1]:51234|[::1]:7072|2", "/version")).startsWith("HTTP/1.1 200 OK");
  }

  @Test
  void theClientIsWhoeverTheTransportSaysItIs() throws Exception {
    assertThat(ask("198.51.100.7:51234|203.0.113.5:7072|3", "/p2p/peers"))
        .startsWith("HTTP/1.1 403");
  }

  @Test
  void aStrangerReadsWithTheTokenOrWhenTheOperatorSaysSo() throws Exception {
    String bearer = "Authorization: Bearer " + TestServer.TOKEN;
    server.close();
    FakeNode node = new FakeNode(5);
    ApiConfig closed = ApiConfig.relayed(NAME).withToken(TestServer.TOKEN);
    try (ApiServer _ = ApiServer.start(closed, node, node, node)) {
      assertThat(ask("198.51.100.7:1|203.0.113.5:7072|4", "/version")).startsWith("HTTP/1.1 403");
      assertThat(node.refusals).containsExactly(ApiRefusal.REMOTE);
      assertThat(ask("198.51.100.7:1|203.0.113.5:7072|5", "/version", bearer))
          .startsWith("HTTP/1.1 200");
    }
    try (ApiServer _ = ApiServer.start(closed.openBeyondLoopback(), node, node, node)) {
      assertThat(ask("198.51.100.7:1|203.0.113.5:7072|6", "/version")).startsWith("HTTP/1.1 200");
    }
  }

  @Test
  void aConnectionThatNamesNobodyIsClosed() throws Exception {
    assertThat(ask("somebody|somewhere|4", "/p2p/peers")).isEmpty();
  }

  @Test
  void aServerWithoutASocketHasNoAddress() {
    assertThat(server.addresses()).isEmpty();
  }

  private String ask(String from, String uri, String... headers) throws Exception {
    CompletableFuture<String> answer = new CompletableFuture<>();
    Channel channel =
        new Bootstrap()
            .group(loop)
            .channel(LocalChannel.class)
            .handler(new Collector(answer))
            .connect(new LocalAddress(NAME), new LocalAddress(from))
            .sync()
            .channel();
    String[] all = Arrays.copyOf(headers, headers.length + 1);
    all[headers.length] = "Connection: close";
    String request = RawHttp.request("GET", uri, "", all);
    var _ = channel.writeAndFlush(Unpooled.copiedBuffer(request, StandardCharsets.UTF_8));
    return answer.get(10, TimeUnit.SECONDS);
  }

  private static final class Collector extends SimpleChannelInboundHandler<ByteBuf> {

    private final StringBuilder text = new StringBuilder();
    private final CompletableFuture<String> answer;

    Collector(CompletableFuture<String> answer) {
      this.answer = answer;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, ByteBuf bytes) {
      text.append(bytes.toString(StandardCharsets.UTF_8));
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
      answer.complete(text.toString());
    }
  }
}
