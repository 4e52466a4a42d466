package network.vision.transport;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import network.vision.protocol.Decoded;
import network.vision.protocol.Handshake;
import network.vision.protocol.HandshakeCodec;
import network.vision.protocol.HandshakeVersion;
import network.vision.protocol.Limits;
import network.vision.protocol.Message;
import network.vision.protocol.MessageCodec;

/**
 * Any bytes from a peer: they are read and written again to the same meaning, skipped, or refused
 * with a reason; never an exception, a leak, or more memory than the limits allow.
 *
 * <p>Each nested class is a fuzz target. The first byte of the input says in what portions the rest
 * arrives; 0: in one.
 */
final class StreamFuzzer {

  private static final int MIB = 1024 * 1024;

  /** Netty gathers in a buffer of the next power of two. */
  private static final long ROOM_TO_GROW = 2;

  /** The first bytes of a connection. */
  static final class Openings {
    public static void fuzzerTestOneInput(byte[] input) {
      for (Object opening : decode(input, false)) {
        if (opening instanceof Opening.Introduced(var version, Handshake handshake)) {
          byte[] frame = encoded(version, handshake);
          List<Object> again = frame.length == 0 ? List.of(opening) : decode(whole(frame), false);
          require(again.equals(List.of(opening)), again, opening);
        }
      }
    }

    /** Defaults that were not said are written, so what was short enough may not be any more. */
    private static byte[] encoded(HandshakeVersion version, Handshake handshake) {
      try {
        return HandshakeCodec.encode(version, handshake);
      } catch (IllegalArgumentException e) {
        return new byte[0];
      }
    }
  }

  /** The bytes after the handshake. */
  static final class Frames {
    public static void fuzzerTestOneInput(byte[] input) {
      for (Object received : decode(input, true)) {
        if (received instanceof Received.Read(Message message, _)) {
          byte[] json = MessageCodec.encode(message);
          require(
              MessageCodec.decode(json) instanceof Decoded.Accepted<Message>(Message same)
                  && Arrays.equals(MessageCodec.encode(same), json),
              new String(json, UTF_8),
              message);
        }
      }
    }
  }

  private static byte[] whole(byte[] frame) {
    byte[] input = new byte[frame.length + 1];
    System.arraycopy(frame, 0, input, 1, frame.length);
    return input;
  }

  private static List<Object> decode(byte[] input, boolean isAfterHandshake) {
    if (input.length == 0) {
      return List.of();
    }
    UnpooledByteBufAllocator memory = new UnpooledByteBufAllocator(false);
    EmbeddedChannel channel = new EmbeddedChannel();
    channel.config().setAllocator(memory);
    ReadGate gate = new ReadGate(channel);
    channel
        .pipeline()
        .addLast(
            isAfterHandshake
                ? new FrameDecoder(gate, new TokenBucket(64.0 * MIB, MIB, 0))
                : new HandshakeDecoder(gate));
    int portion = input[0] == 0 ? input.length : 1 + (input[0] & 0x3f);
    List<Object> decoded = new ArrayList<>();
    int limit =
        isAfterHandshake
            ? Limits.MAX_MESSAGE_BYTES
            : HandshakeCodec.HEADER_BYTES + Limits.MAX_HANDSHAKE_BYTES;
    for (int at = 1; at < input.length && channel.config().isAutoRead(); at += portion) {
      int bytes = Math.min(portion, input.length - at);
      channel.writeInbound(memory.buffer(bytes).writeBytes(input, at, bytes));
      drain(channel, decoded);
      long held = memory.metric().usedHeapMemory();
      require(held <= ROOM_TO_GROW * (limit + portion), held, "held");
    }
    channel.finishAndReleaseAll();
    require(memory.metric().usedHeapMemory() == 0, memory.metric(), "a leak");
    return decoded;
  }

  private static void drain(EmbeddedChannel channel, List<Object> into) {
    for (Object one = channel.readInbound(); one != null; one = channel.readInbound()) {
      require(!(one instanceof ByteBuf), one, "bytes that went through");
      into.add(one);
    }
  }

  private static void require(boolean holds, Object got, Object of) {
    if (!holds) {
      throw new AssertionError(got + " of " + of);
    }
  }

  private StreamFuzzer() {}
}
