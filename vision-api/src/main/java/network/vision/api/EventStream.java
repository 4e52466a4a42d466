package network.vision.api;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.ScheduledFuture;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A client that is told events as they happen.
 *
 * <p>The stream fetches from the log only while the client takes what it is sent, so a slow one
 * costs a cursor and not a queue. One that misses events that way is told with an event {@code
 * gap}; one that takes nothing for {@link ApiLimits#writeDeadline} is cut off. A comment every 15 s
 * tells a quiet stream from a dead one. Over a relayed connection, where nobody can see what the
 * client takes, a stream ends after {@value #MAX_RELAYED_BYTES} bytes; the client resumes where it
 * was.
 *
 * <p>Owner: the channel's event loop, but for {@link #wake}.
 */
final class EventStream extends ChannelInboundHandlerAdapter {

  private static final Duration HEARTBEAT = Duration.ofSeconds(15);
  private static final int BATCH = 64;
  private static final int MAX_RELAYED_BYTES = 1024 * 1024;
  private static final String HELLO = "retry: 2000\n\n";
  private static final String COMMENT = ":\n\n";
  private static final String GAP = "event: gap\ndata: {}\n\n";

  private final EventLog log;
  private final Endpoints endpoints;
  private final boolean isRelayed;
  private final Runnable onEnd;
  private final EventLog.Waker waker = this::wake;
  private final AtomicBoolean isWoken = new AtomicBoolean();
  private long cursor;
  private long sentBytes;
  private @Nullable ChannelHandlerContext context;
  private @Nullable ScheduledFuture<?> heartbeat;
  private @Nullable ScheduledFuture<?> stalled;

  /** A stream of the events after {@code start}; {@code onEnd} runs once, when it is over. */
  EventStream(Endpoints endpoints, Answer.Events start, boolean isRelayed, Runnable onEnd) {
    this.log = endpoints.events();
    this.endpoints = endpoints;
    this.isRelayed = isRelayed;
    this.onEnd = onEnd;
    this.cursor = start.afterId();
    if (!start.isResumed() && !log.isComplete(cursor)) {
      List<NodeEvent> held = log.after(cursor, 1);
      this.cursor = held.isEmpty() ? log.newestId() : held.getFirst().id() - 1;
    }
  }

  /** The response that begins a stream. */
  static HttpResponse head(Optional<String> origin) {
    HttpResponse response = new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK);
    HttpHeaders headers = response.headers();
    AnswerWriter.addStandardHeaders(headers, origin);
    headers
        .set(HttpHeaderNames.CONTENT_TYPE, "text/event-stream; charset=utf-8")
        .set(HttpHeaderNames.CACHE_CONTROL, "no-store")
        .set(HttpHeaderNames.TRANSFER_ENCODING, HttpHeaderValues.CHUNKED);
    return response;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    context = ctx;
    send(ctx, HELLO);
    log.add(waker);
    heartbeat =
        ctx.executor()
            .scheduleAtFixedRate(
                () -> sendComment(ctx),
                HEARTBEAT.toMillis(),
                HEARTBEAT.toMillis(),
                TimeUnit.MILLISECONDS);
    pump(ctx);
    ctx.flush();
  }

  /** Nobody speaks on a stream: whoever does is cut off. */
  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    ReferenceCountUtil.release(message);
    var _ = ctx.close();
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    if (ctx.channel().isWritable()) {
      cancel(stalled);
      stalled = null;
      pump(ctx);
      ctx.flush();
    } else if (stalled == null) {
      stalled =
          ctx.executor()
              .schedule(
                  Deadlines.hangUp(ctx, () -> endpoints.refused(ApiRefusal.SLOW)),
                  endpoints.limits().writeDeadline().toMillis(),
                  TimeUnit.MILLISECONDS);
    }
    ctx.fireChannelWritabilityChanged();
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    log.remove(waker);
    cancel(heartbeat);
    cancel(stalled);
    onEnd.run();
    ctx.fireChannelInactive();
  }

  /** Something is new. Many wakes before the loop gets here are one. */
  private void wake() {
    ChannelHandlerContext ctx = context;
    if (ctx != null && isWoken.compareAndSet(false, true)) {
      ctx.executor()
          .execute(() -> {
            isWoken.set(false);
            pump(ctx);
            ctx.flush();
          });
    }
  }

  private void pump(ChannelHandlerContext ctx) {
    while (ctx.channel().isActive() && ctx.channel().isWritable()) {
      if (!log.isComplete(cursor)) {
        send(ctx, GAP);
        List<NodeEvent> held = log.after(cursor, 1);
        cursor = held.isEmpty() ? log.newestId() : held.getFirst().id() - 1;
      }
      List<NodeEvent> events = log.after(cursor, BATCH);
      if (events.isEmpty()) {
        return;
      }
      for (NodeEvent event : events) {
        send(ctx, text(event));
        cursor = event.id();
      }
    }
  }

  private static String text(NodeEvent event) {
    return "id: "
        + event.id()
        + "\nevent: "
        + event.kind()
        + "\ndata: "
        + Json.text(event)
        + "\n\n";
  }

  private void sendComment(ChannelHandlerContext ctx) {
    if (ctx.channel().isWritable()) {
      send(ctx, COMMENT);
      ctx.flush();
    }
  }

  private void send(ChannelHandlerContext ctx, String text) {
    ByteBuf bytes = Unpooled.copiedBuffer(text, StandardCharsets.UTF_8);
    sentBytes += bytes.readableBytes();
    var _ = ctx.write(new DefaultHttpContent(bytes));
    if (isRelayed && sentBytes > MAX_RELAYED_BYTES) {
      ctx.flush();
      var _ = ctx.close();
    }
  }

  private static void cancel(@Nullable ScheduledFuture<?> task) {
    if (task != null) {
      task.cancel(false);
    }
  }
}
