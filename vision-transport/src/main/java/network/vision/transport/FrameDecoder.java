package network.vision.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.util.List;
import network.vision.protocol.Decoded;
import network.vision.protocol.Limits;
import network.vision.protocol.Message;
import network.vision.protocol.MessageCodec;
import network.vision.protocol.Refusal;

/**
 * Bytes after the handshake to {@link Received}, one for each frame.
 *
 * <pre>
 *  before                                      after
 * +------------+--------------------------+   +---------+
 * | 0x00000021 | {"Ping":{"timestamp":1}} |   | Read    |     1 byte to 1 MiB: gathered, then read
 * +------------+--------------------------+   +---------+
 * | 0x00400000 | {"Block":{ ...           |   | Skipped |     to 32 MiB: only its first bytes are looked at
 * +------------+--------------------------+   +---------+
 * | 0x00000000 |                              | Broken  |     and nothing is read any more
 * +------------+                              +---------+
 * </pre>
 *
 * <p>Holds at most one frame of 1 MiB and what one read brought beyond it. Skipped frames are
 * charged in full, before their first byte, to a budget that grows back. Stops between two frames
 * while the gate is closed. Owner: the event loop. Source: {@code docs/PROTOCOL.md §4}.
 */
final class FrameDecoder extends ByteToMessageDecoder {

  private static final int LENGTH_BYTES = 4;
  private static final int NONE = -1;

  private final ReadGate gate;
  private final TokenBucket skippable;
  private int bodyBytes = NONE;
  private int toSkip;
  private boolean isBroken;

  FrameDecoder(ReadGate gate, TokenBucket skippable) {
    this.gate = gate;
    this.skippable = skippable;
  }

  /** Bytes that wait for the rest of their frame. */
  int heldBytes() {
    return internalBuffer().readableBytes();
  }

  @Override
  protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
    if (isBroken) {
      in.skipBytes(in.readableBytes());
    } else if (toSkip > 0) {
      skip(in);
    } else if (gate.isOpen()) {
      readFrame(ctx, in, out);
    }
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) throws Exception {
    super.userEventTriggered(ctx, event);
    if (event instanceof Command.GoOn) {
      channelRead(ctx, Unpooled.EMPTY_BUFFER);
      ctx.fireChannelReadComplete();
    }
  }

  private void readFrame(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
    if (bodyBytes == NONE) {
      if (in.readableBytes() < LENGTH_BYTES) {
        return;
      }
      long length = in.readUnsignedInt();
      if (length == 0) {
        breakOff(CloseReason.EMPTY_FRAME, out);
        return;
      }
      if (length > Limits.MAX_SKIPPED_MESSAGE_BYTES) {
        breakOff(CloseReason.FRAME_TOO_LARGE, out);
        return;
      }
      bodyBytes = (int) length;
      if (length > Limits.MAX_MESSAGE_BYTES
          && !skippable.take((double) length, ctx.executor().ticker().nanoTime())) {
        breakOff(CloseReason.SKIPPED_TOO_MUCH, out);
        return;
      }
    }
    if (bodyBytes > Limits.MAX_MESSAGE_BYTES) {
      startSkipping(in, out);
    } else if (in.readableBytes() >= bodyBytes) {
      readBody(in, out);
    }
  }

  private void readBody(ByteBuf in, List<Object> out) {
    byte[] json = new byte[bodyBytes];
    in.readBytes(json);
    bodyBytes = NONE;
    switch (MessageCodec.decode(json)) {
      case Decoded.Accepted<Message>(Message message) ->
          out.add(new Received.Read(message, LENGTH_BYTES + json.length));
      case Decoded.Refused<Message>(Refusal refusal) -> {
        if (refusal == Refusal.MALFORMED_JSON) {
          breakOff(CloseReason.GARBAGE, out);
        } else {
          out.add(new Received.Refused(refusal, LENGTH_BYTES + json.length));
        }
      }
    }
  }

  private void startSkipping(ByteBuf in, List<Object> out) {
    if (in.readableBytes() < MessageName.PEEKED_BYTES) {
      return;
    }
    out.add(new Received.Skipped(MessageName.peek(in), (long) LENGTH_BYTES + bodyBytes));
    toSkip = bodyBytes;
    bodyBytes = NONE;
    skip(in);
  }

  private void skip(ByteBuf in) {
    int now = Math.min(toSkip, in.readableBytes());
    in.skipBytes(now);
    toSkip -= now;
  }

  private void breakOff(CloseReason reason, List<Object> out) {
    isBroken = true;
    out.add(new Received.Broken(reason));
  }
}
