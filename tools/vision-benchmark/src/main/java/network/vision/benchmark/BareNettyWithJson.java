package network.vision.benchmark;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import network.vision.protocol.Decoded;
import network.vision.protocol.Message;
import network.vision.protocol.MessageCodec;

/** Bare Netty that reads each message and writes the answer with our codec. */
final class BareNettyWithJson extends BareNetty {

  private static final int LENGTH_BYTES = 4;

  @Override
  ByteBuf answer(ChannelHandlerContext ctx, ByteBuf ping) {
    byte[] json = new byte[ping.readableBytes() - LENGTH_BYTES];
    ping.skipBytes(LENGTH_BYTES).readBytes(json);
    return switch (MessageCodec.decode(json)) {
      case Decoded.Accepted<Message>(Message.Ping(long timestamp)) -> {
        byte[] pong = MessageCodec.encode(new Message.Pong(timestamp));
        yield ctx.alloc()
            .ioBuffer(LENGTH_BYTES + pong.length)
            .writeInt(pong.length)
            .writeBytes(pong);
      }
      case Decoded<Message> other -> throw new IllegalStateException(other.toString());
    };
  }
}
