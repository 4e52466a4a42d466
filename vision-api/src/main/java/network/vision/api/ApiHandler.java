package network.vision.api;

import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One connection's requests, one after another: the next one is read when the answer to the last
 * has gone out.
 *
 * <p>Owner: the channel's event loop.
 */
final class ApiHandler extends SimpleChannelInboundHandler<FullHttpRequest> {

  /**
   * More than this is not sent over one relayed connection, where nobody can see what the client
   * takes.
   */
  private static final int MAX_RELAYED_BYTES = 4 * 1024 * 1024;

  /**
   * Requests sent without waiting for the answer to the one before; with more the connection is
   * closed.
   */
  private static final int MAX_WAITING = 32;

  private static final Guard.Refused TOO_FAST =
      new Guard.Refused(
          ApiRefusal.RATE, Problem.of(429, "too many requests").with("Retry-After", "1"));

  private final Endpoints endpoints;
  private final Client client;
  private final Deadlines deadlines;
  private final ArrayDeque<FullHttpRequest> waiting = new ArrayDeque<>();
  private boolean isBusy;
  private long sentBytes;

  ApiHandler(Endpoints endpoints, Client client, Deadlines deadlines) {
    this.endpoints = endpoints;
    this.client = client;
    this.deadlines = deadlines;
  }

  @Override
  protected void channelRead0(ChannelHandlerContext ctx, FullHttpRequest request) {
    if (!isBusy) {
      start(ctx, request);
    } else if (waiting.size() < MAX_WAITING) {
      ctx.channel().config().setAutoRead(false);
      waiting.add(request.retain());
    } else {
      endpoints.refused(ApiRefusal.FLOOD);
      var _ = ctx.close();
    }
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext ctx) {
    waiting.forEach(FullHttpRequest::release);
    waiting.clear();
  }

  private void start(ChannelHandlerContext ctx, FullHttpRequest request) {
    isBusy = true;
    deadlines.answering();
    Exchange exchange = new Exchange(ctx, request);
    Optional<Problem> problem = unreadable(request).or(() -> refuse(request));
    if (problem.isPresent()) {
      exchange.finish(problem.get().answer());
      return;
    }
    exchange.ask();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    var _ = ctx.close();
  }

  private Optional<Problem> refuse(HttpRequest request) {
    Optional<Guard.Refused> refused =
        endpoints.clients().mayAsk(client)
            ? endpoints.guard().refuse(request, client)
            : Optional.of(TOO_FAST);
    refused.ifPresent(found -> endpoints.refused(found.reason()));
    return refused.map(Guard.Refused::problem);
  }

  private static Optional<Problem> unreadable(HttpRequest request) {
    if (request.decoderResult().isSuccess()) {
      return request.uri().startsWith("/")
          ? Optional.empty()
          : Optional.of(Problem.of(400, "the target of a request begins with a slash"));
    }
    int status =
        switch (request.decoderResult().cause()) {
          case TooLongHttpLineException e -> 414;
          case TooLongHttpHeaderException e -> 431;
          case null, default -> 400;
        };
    return Optional.of(Problem.of(status, "this is not a request that can be read"));
  }

  /** One request and its answer. */
  private final class Exchange {

    private final ChannelHandlerContext ctx;
    private final HttpRequest request;
    private final RequestReader reader;
    private final long sinceNanos = System.nanoTime();
    private boolean isFinished;

    Exchange(ChannelHandlerContext ctx, FullHttpRequest request) {
      this.ctx = ctx;
      this.request = request;
      this.reader = new RequestReader(request);
    }

    void ask() {
      CompletionStage<? extends Answer> answer;
      try {
        answer = endpoints.answer(reader);
      } catch (ProblemException e) {
        finish(e.problem().answer());
        return;
      } catch (RuntimeException e) {
        finish(Failures.problem(e).answer());
        return;
      }
      var late =
          ctx.executor()
              .schedule(
                  () -> finish(Problem.of(503, "the node does not answer in time").answer()),
                  endpoints.limits().answerDeadline().toMillis(),
                  TimeUnit.MILLISECONDS);
      var _ =
          answer.whenComplete((value, failure) ->
              onLoop(() -> {
                late.cancel(false);
                finish(failure == null ? value : Failures.problem(failure).answer());
              }));
    }

    private void onLoop(Runnable task) {
      if (ctx.executor().inEventLoop()) {
        task.run();
      } else {
        ctx.executor().execute(task);
      }
    }

    void finish(@Nullable Answer answer) {
      if (isFinished || !ctx.channel().isActive()) {
        return;
      }
      isFinished = true;
      switch (answer) {
        case Answer.Whole whole -> send(whole);
        case Answer.Events events -> stream(events);
        case null -> send(Problem.of(500, "the node gave no answer").answer());
      }
    }

    private void send(Answer.Whole answer) {
      endpoints.answered(reader, answer.status(), sinceNanos);
      sentBytes += answer.body().bytes().length;
      boolean isLast =
          !HttpUtil.isKeepAlive(request)
              || request.decoderResult().isFailure()
              || (client.isRelayed() && sentBytes > MAX_RELAYED_BYTES);
      HttpUtil.setKeepAlive(request, !isLast);
      ChannelFuture sent =
          AnswerWriter.write(
              ctx, request, answer, endpoints.guard().readingOrigin(request.headers()));
      if (isLast) {
        sent.addListener(ChannelFutureListener.CLOSE);
      } else {
        sent.addListener(done -> next(done.isSuccess()));
      }
    }

    private void next(boolean isSent) {
      isBusy = false;
      FullHttpRequest following = waiting.poll();
      if (!isSent) {
        var _ = ctx.close();
      } else if (following == null) {
        deadlines.idle();
        ctx.channel().config().setAutoRead(true);
      } else {
        try {
          start(ctx, following);
        } finally {
          following.release();
        }
      }
    }

    private void stream(Answer.Events events) {
      if (request.protocolVersion().equals(HttpVersion.HTTP_1_0)) {
        send(Problem.of(505, "an event stream needs HTTP/1.1").answer());
        return;
      }
      HttpResponse head = EventStream.head(endpoints.guard().readingOrigin(request.headers()));
      if (!endpoints.clients().openStream(client)) {
        endpoints.refused(ApiRefusal.STREAMS);
        send(Problem.of(503, "too many event streams").with("Retry-After", "10").answer());
        return;
      }
      head.headers().set(HttpHeaderNames.CONNECTION, "close");
      deadlines.streaming();
      var _ = ctx.write(head);
      EventStream stream =
          new EventStream(
              endpoints, events, client.isRelayed(), () -> endpoints.clients().closeStream(client));
      ctx.pipeline().replace(ApiHandler.this, "events", stream);
      ctx.channel().config().setAutoRead(true);
    }
  }
}
