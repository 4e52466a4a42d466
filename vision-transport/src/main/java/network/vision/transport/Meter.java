package network.vision.transport;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Counts the bytes of one connection, and holds its reading while the node is over its cap. First
 * in the pipeline.
 */
@SuppressWarnings("FutureReturnValueIgnored") // the end of the channel tells
final class Meter extends ChannelDuplexHandler {

  private final Counters counters;
  private final @Nullable BandwidthCap cap;
  private final ReadGate gate;
  private long bytesIn;
  private long bytesOut;
  private boolean isHeld;

  Meter(Counters counters, @Nullable BandwidthCap cap, ReadGate gate) {
    this.counters = counters;
    this.cap = cap;
    this.gate = gate;
  }

  long bytesIn() {
    return bytesIn;
  }

  long bytesOut() {
    return bytesOut;
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object bytes) {
    int count = ((ByteBuf) bytes).readableBytes();
    bytesIn += count;
    counters.countIn(count);
    if (cap != null) {
      holdWhileInDebt(ctx, cap, count);
    }
    ctx.fireChannelRead(bytes);
  }

  @Override
  public void write(ChannelHandlerContext ctx, Object bytes, ChannelPromise promise) {
    int count = ((ByteBuf) bytes).readableBytes();
    bytesOut += count;
    counters.countOut(count);
    if (cap != null) {
      cap.charge(count, ctx.executor().ticker().nanoTime());
    }
    ctx.write(bytes, promise);
  }

  /** Looks again when the debt of now is paid, since others may have made more by then. */
  private void holdWhileInDebt(ChannelHandlerContext ctx, BandwidthCap cap, int bytes) {
    long wait = cap.charge(bytes, ctx.executor().ticker().nanoTime());
    if (wait == 0 || isHeld) {
      return;
    }
    isHeld = true;
    gate.hold(ReadGate.Cause.BANDWIDTH);
    ctx.executor().schedule(() -> goOn(ctx, cap), wait, TimeUnit.NANOSECONDS);
  }

  private void goOn(ChannelHandlerContext ctx, BandwidthCap cap) {
    isHeld = false;
    holdWhileInDebt(ctx, cap, 0);
    if (!isHeld) {
      gate.release(ReadGate.Cause.BANDWIDTH);
    }
  }
}
