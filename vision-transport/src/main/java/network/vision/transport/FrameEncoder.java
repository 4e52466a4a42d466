package network.vision.transport;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.util.ReferenceCountUtil;
import network.vision.protocol.Message;
import network.vision.protocol.MessageCodec;

/**
 * Messages to frames. Handshakes are bytes already and pass.
 *
 * <pre>
 *  before     after
 * +------+   +----------------+---------------------------+
 * | Ping |   | length, u32 BE | {"Ping":{"timestamp":1}}  |
 * +------+   +----------------+---------------------------+
 * </pre>
 *
 * <p>A message before the handshake is over is dropped: on the wire it would be taken for one.
 * Source: {@code docs/PROTOCOL.md §4}.
 */
@SuppressWarnings("FutureReturnValueIgnored") // the end of the channel tells
final class FrameEncoder extends ChannelOutboundHandlerAdapter {

  private static final int LENGTH_BYTES = 4;

  private boolean isOpen;

  /** From now on messages pass. */
  void open() {
    isOpen = true;
  }

  @Override
  public void write(ChannelHandlerContext ctx, Object written, ChannelPromise promise) {
    if (!(written instanceof Message message)) {
      ctx.write(written, promise);
    } else if (isOpen) {
      ctx.write(frame(ctx, MessageCodec.encode(message)), promise);
    } else {
      ReferenceCountUtil.release(written);
      promise.tryFailure(new IllegalStateException("a message before the handshake"));
    }
  }

  private static ByteBuf frame(ChannelHandlerContext ctx, byte[] json) {
    ByteBuf frame = ctx.alloc().ioBuffer(LENGTH_BYTES + json.length);
    return frame.writeInt(json.length).writeBytes(json);
  }
}
