package network.vision.transport;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.util.List;
import network.vision.protocol.Decoded;
import network.vision.protocol.HandshakeCodec;
import network.vision.protocol.Limits;
import network.vision.protocol.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * The first frame of a connection to one {@link Opening}; what follows it stays for the handler
 * that comes next.
 *
 * <pre>
 *  before (12 + n bytes, then others)                          after
 * +-----------+---------+--------------+-----------+------+   +------------+
 * | VISION-P2 | version | length n, BE | n bytes   | rest |   | Introduced |   rest is kept
 * | 9 bytes   | 1 byte  | 2 bytes      |           |      |   +------------+
 * +-----------+---------+--------------+-----------+------+
 * +------+------------------+                                 +------+
 * | GET␣ | anything         |                                 | Http |         all of it is kept
 * +------+------------------+                                 +------+
 * anything else, as soon as it can be nothing else            +-----+
 *                                                             | Bad |
 *                                                             +-----+
 * </pre>
 *
 * <p>Holds at most 12 + {@link Limits#MAX_HANDSHAKE_BYTES} bytes and what one read brought beyond
 * them.
 */
final class HandshakeDecoder extends ByteToMessageDecoder {

  private final ReadGate gate;
  private HandshakeCodec.@Nullable Header header;
  private boolean isDone;

  HandshakeDecoder(ReadGate gate) {
    this.gate = gate;
  }

  @Override
  protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
    if (isDone) {
      gate.hold(ReadGate.Cause.EARLY);
      return;
    }
    Opening opening = header == null ? readHeader(in) : readPayload(in, header);
    switch (opening) {
      case null -> {}
      case Opening.Introduced introduced -> finish(introduced, out);
      case Opening.Bad bad -> {
        in.skipBytes(in.readableBytes());
        finish(bad, out);
      }
      case Opening.Http http -> {
        isDone = true;
        ctx.fireChannelRead(http); // not through out, which wants something to have been read
      }
    }
  }

  @Override
  protected void handlerRemoved0(ChannelHandlerContext ctx) {
    gate.release(ReadGate.Cause.EARLY);
  }

  private void finish(Opening opening, List<Object> out) {
    isDone = true;
    out.add(opening);
  }

  private @Nullable Opening readHeader(ByteBuf in) {
    return switch (FirstBytes.of(in)) {
      case UNDECIDED -> null;
      case HTTP_REQUEST -> new Opening.Http(true);
      case HTTP_ANSWER -> new Opening.Http(false);
      case OTHER -> new Opening.Bad(Refusal.BAD_MAGIC);
      case HANDSHAKE -> {
        if (in.readableBytes() < HandshakeCodec.HEADER_BYTES) {
          yield null;
        }
        yield switch (HandshakeCodec.decodeHeader(bytes(in, HandshakeCodec.HEADER_BYTES))) {
          case Decoded.Refused<HandshakeCodec.Header>(Refusal refusal) -> new Opening.Bad(refusal);
          case Decoded.Accepted<HandshakeCodec.Header>(HandshakeCodec.Header accepted) -> {
            header = accepted;
            yield readPayload(in, accepted);
          }
        };
      }
    };
  }

  private static @Nullable Opening readPayload(ByteBuf in, HandshakeCodec.Header header) {
    if (in.readableBytes() < header.payloadBytes()) {
      return null;
    }
    return switch (HandshakeCodec.decode(header.version(), bytes(in, header.payloadBytes()))) {
      case Decoded.Refused(Refusal refusal) -> new Opening.Bad(refusal);
      case Decoded.Accepted(var handshake) -> new Opening.Introduced(header.version(), handshake);
    };
  }

  private static byte[] bytes(ByteBuf in, int count) {
    byte[] bytes = new byte[count];
    in.readBytes(bytes);
    return bytes;
  }
}
