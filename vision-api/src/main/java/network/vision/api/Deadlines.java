package network.vision.api;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Closes a connection that lets the server wait: for its next request, for the rest of one, or for
 * its reading of an answer.
 *
 * <p>The deadline of a request runs from its first byte and is not moved by the next ones, so
 * sending slowly gains nothing. Owner: the channel's event loop.
 */
final class Deadlines extends ChannelInboundHandlerAdapter {

  private final ApiLimits limits;
  private final Runnable onLate;
  private @Nullable ChannelHandlerContext context;
  private @Nullable ScheduledFuture<?> pending;
  private boolean isIdle;

  /** {@code onLate} runs when a client is hung up on that did not just rest. */
  Deadlines(ApiLimits limits, Runnable onLate) {
    this.limits = limits;
    this.onLate = onLate;
  }

  /** The next request may come. */
  void idle() {
    isIdle = true;
    arm(limits.idleDeadline());
  }

  /** A request has arrived whole; the node is asked, then the client reads. */
  void answering() {
    isIdle = false;
    arm(limits.answerDeadline().plus(limits.writeDeadline()));
  }

  /** From now on the stream keeps its own time. */
  void streaming() {
    isIdle = false;
    disarm();
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    context = ctx;
  }

  @Override
  public void channelActive(ChannelHandlerContext ctx) {
    idle();
    ctx.fireChannelActive();
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (isIdle) {
      isIdle = false;
      arm(limits.requestDeadline());
    }
    ctx.fireChannelRead(message);
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    disarm();
    ctx.fireChannelInactive();
  }

  private void arm(Duration deadline) {
    disarm();
    ChannelHandlerContext ctx = context;
    if (ctx != null && ctx.channel().isActive()) {
      Runnable hangUp = isIdle ? hangUp(ctx, () -> {}) : hangUp(ctx, onLate);
      pending = ctx.executor().schedule(hangUp, deadline.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  private void disarm() {
    if (pending != null) {
      pending.cancel(false);
      pending = null;
    }
  }

  /** Closes the connection and runs {@code onLate}, as a task. */
  static Runnable hangUp(ChannelHandlerContext ctx, Runnable onLate) {
    return () -> {
      onLate.run();
      var _ = ctx.close();
    };
  }
}
