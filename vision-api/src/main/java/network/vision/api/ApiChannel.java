package network.vision.api;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.group.ChannelGroup;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpServerCodec;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Sets up each connection, or turns it away when there are too many. */
final class ApiChannel extends ChannelInitializer<Channel> {

  private static final String FULL_HEAD =
      """
      HTTP/1.1 503 Service Unavailable
      Retry-After: 5
      Content-Type: %s
      Content-Length: %d
      Connection: close

      """
          .replace("\n", "\r\n");

  private final Endpoints endpoints;
  private final ChannelGroup open;

  ApiChannel(Endpoints endpoints, ChannelGroup open) {
    this.endpoints = endpoints;
    this.open = open;
  }

  @Override
  protected void initChannel(Channel channel) {
    Optional<Client> found = Client.of(channel);
    if (found.isEmpty()) {
      var _ = channel.close();
      return;
    }
    Client client = found.get();
    if (!endpoints.clients().enter(client)) {
      endpoints.refused(ApiRefusal.CONNECTIONS);
      channel.writeAndFlush(full()).addListener(ChannelFutureListener.CLOSE);
      return;
    }
    channel.closeFuture().addListener(closed -> endpoints.clients().leave(client));
    open.add(channel);
    ApiLimits limits = endpoints.limits();
    Deadlines deadlines = new Deadlines(limits, () -> endpoints.refused(ApiRefusal.SLOW));
    ChannelPipeline pipeline = channel.pipeline();
    pipeline.addLast(deadlines);
    pipeline.addLast(
        new HttpServerCodec(
            new HttpDecoderConfig()
                .setMaxInitialLineLength(limits.maxUriBytes())
                .setMaxHeaderSize(limits.maxHeaderBytes())));
    pipeline.addLast(new BoundedBody(limits.maxBodyBytes()));
    pipeline.addLast(new ApiHandler(endpoints, client, deadlines));
  }

  /** There is no codec yet, and none is worth its while. */
  private static ByteBuf full() {
    Answer.Whole answer = Problem.of(503, "too many connections").answer();
    byte[] body = answer.body().bytes();
    String head = FULL_HEAD.formatted(answer.contentType(), body.length);
    return Unpooled.wrappedBuffer(head.getBytes(StandardCharsets.US_ASCII), body);
  }

  /** Collects a request's body, and answers a larger one with a problem before closing. */
  private static final class BoundedBody extends HttpObjectAggregator {

    private final int maxBytes;

    BoundedBody(int maxBytes) {
      super(maxBytes, true);
      this.maxBytes = maxBytes;
    }

    @Override
    protected void handleOversizedMessage(ChannelHandlerContext ctx, HttpMessage oversized) {
      Problem problem = Problem.of(413, "a body has at most " + maxBytes + " bytes");
      AnswerWriter.write(ctx, (HttpRequest) oversized, problem.answer(), Optional.empty())
          .addListener(ChannelFutureListener.CLOSE);
    }
  }
}
