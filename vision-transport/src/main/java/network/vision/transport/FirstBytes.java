package network.vision.transport;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import network.vision.protocol.HandshakeCodec;

/**
 * Who speaks, told from the first bytes of a connection, however few of them are there.
 *
 * <pre>
 * V I S I O N - P 2 ...        a handshake
 * G E T _  P O S T _  ...      an HTTP request: a verb and a space
 * H T T P /                    an HTTP answer
 * </pre>
 */
enum FirstBytes {
  /** They may become any of the others. */
  UNDECIDED,
  /** A handshake frame. */
  HANDSHAKE,
  /** An HTTP request. */
  HTTP_REQUEST,
  /** An HTTP answer. */
  HTTP_ANSWER,
  /** Anything else. */
  OTHER;

  private static final int MAX_BYTES = 9;

  private static final List<byte[]> REQUESTS =
      List.of(
              "GET ",
              "POST ",
              "PUT ",
              "HEAD ",
              "DELETE ",
              "OPTIONS ",
              "PATCH ",
              "TRACE ",
              "CONNECT ",
              "PRI ")
          .stream()
          .map(verb -> verb.getBytes(StandardCharsets.US_ASCII))
          .toList();

  private static final byte[] ANSWER = "HTTP/".getBytes(StandardCharsets.US_ASCII);

  /** Looks at the readable bytes of {@code in} and leaves them there. */
  static FirstBytes of(ByteBuf in) {
    byte[] start = new byte[Math.min(in.readableBytes(), MAX_BYTES)];
    in.getBytes(in.readerIndex(), start);
    int matching = HandshakeCodec.matchingMagicBytes(start);
    if (matching == HandshakeCodec.magicBytes()) {
      return HANDSHAKE;
    }
    boolean isUndecided = matching == start.length;
    for (byte[] verb : REQUESTS) {
      int same = matching(verb, start);
      if (same == verb.length) {
        return HTTP_REQUEST;
      }
      isUndecided |= same == start.length;
    }
    int same = matching(ANSWER, start);
    if (same == ANSWER.length) {
      return HTTP_ANSWER;
    }
    return isUndecided || same == start.length ? UNDECIDED : OTHER;
  }

  private static int matching(byte[] pattern, byte[] start) {
    int mismatch = Arrays.mismatch(pattern, start);
    return mismatch < 0 ? pattern.length : mismatch;
  }
}
