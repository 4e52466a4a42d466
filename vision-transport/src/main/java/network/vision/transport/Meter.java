package network.vision.transport;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
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
      long wait = cap.charge(count, ctx.executor().ticker().nanoTime());
      if (wait > 0) {
        gate.hold(ReadGate.Cause.BANDWIDTH, wait);
      }
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
}
