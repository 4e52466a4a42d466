package network.vision.api;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.LastHttpContent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * Gathers one answer, up to a size, or hands it on piece by piece.
 *
 * <p>A stream that is silent for {@value #MAX_SILENCE_SECONDS} s is given up: a living one says
 * something every 15 s. Owner: the connection's event loop, but for the methods that wait.
 */
final class AnswerCollector extends SimpleChannelInboundHandler<HttpObject> {

  private static final int MAX_SILENCE_SECONDS = 45;
  private static final int OK = 200;
  private static final int REDIRECTION = 300;

  private final int maxBytes;
  private final @Nullable Predicate<ByteBuf> reader;
  private final ByteArrayOutputStream body = new ByteArrayOutputStream();
  private final CompletableFuture<Integer> head = new CompletableFuture<>();
  private final CompletableFuture<Integer> whole = new CompletableFuture<>();
  private volatile long heardAt = System.nanoTime();

  AnswerCollector(int maxBytes, @Nullable Predicate<ByteBuf> reader) {
    this.maxBytes = maxBytes;
    this.reader = reader;
  }

  /** The body, when it is there and the status is good. */
  byte[] await(long end, String asked) throws ApiClientException, InterruptedIOException {
    requireGood(await(whole, end - System.nanoTime(), asked), asked);
    return body.toByteArray();
  }

  /** Returns when a stream that began well has ended. */
  void awaitEnd(long end, String asked) throws ApiClientException, InterruptedIOException {
    int status = await(head, end - System.nanoTime(), asked);
    if (!isGood(status)) {
      requireGood(await(whole, end - System.nanoTime(), asked), asked);
    }
    long silence = TimeUnit.SECONDS.toNanos(MAX_SILENCE_SECONDS);
    while (!whole.isDone()) {
      long left = heardAt + silence - System.nanoTime();
      if (left <= 0) {
        return;
      }
      try {
        await(whole, left, asked);
      } catch (ApiClientException e) {
        if (e.kind() != ApiClientException.Kind.TIMED_OUT) {
          return;
        }
      }
    }
  }

  void fail(Throwable cause) {
    head.completeExceptionally(cause);
    whole.completeExceptionally(cause);
  }

  @Override
  protected void channelRead0(ChannelHandlerContext ctx, HttpObject part) {
    heardAt = System.nanoTime();
    if (part.decoderResult().isFailure()) {
      fail(new IOException("this is no HTTP"));
      var _ = ctx.close();
      return;
    }
    if (part instanceof HttpResponse response) {
      head.complete(response.status().code());
    }
    if (part instanceof HttpContent content) {
      take(ctx, content.content());
    }
    if (part instanceof LastHttpContent) {
      whole.complete(head.getNow(0));
      var _ = ctx.close();
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    fail(new IOException("the connection ended too early"));
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    fail(cause);
    var _ = ctx.close();
  }

  private void take(ChannelHandlerContext ctx, ByteBuf bytes) {
    if (reader != null && isGood(head.getNow(0))) {
      if (!reader.test(bytes)) {
        fail(new IOException("this is no event stream"));
        var _ = ctx.close();
      }
    } else if (body.size() + bytes.readableBytes() > maxBytes) {
      fail(new IOException("the answer is larger than " + maxBytes + " bytes"));
      var _ = ctx.close();
    } else {
      byte[] copy = new byte[bytes.readableBytes()];
      bytes.readBytes(copy);
      body.writeBytes(copy);
    }
  }

  private static boolean isGood(int status) {
    return status >= OK && status < REDIRECTION;
  }

  private void requireGood(int status, String asked) throws ApiClientException {
    if (!isGood(status)) {
      throw new ApiClientException(
          ApiClientException.Kind.REFUSED, status, asked + ": " + status + detail());
    }
  }

  /**
   * What a problem says of itself; a stranger's words are shown only as far as they are plain text.
   */
  private String detail() {
    try {
      String detail = Json.tree(body.toByteArray()).path("detail").asString("");
      String plain = detail.replaceAll("[^\\x20-\\x7e]", "?");
      return plain.isEmpty() ? "" : " " + plain.substring(0, Math.min(200, plain.length()));
    } catch (JacksonException e) {
      return "";
    }
  }

  private static <T> T await(CompletableFuture<T> future, long nanos, String asked)
      throws ApiClientException, InterruptedIOException {
    try {
      return future.get(Math.max(0, nanos), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw ApiClientException.of(
          ApiClientException.Kind.TIMED_OUT, asked + " did not answer in time");
    } catch (ExecutionException e) {
      throw ApiClientException.of(
          ApiClientException.Kind.UNREADABLE, asked + ": " + Failures.cause(e).getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException(asked);
    }
  }
}
