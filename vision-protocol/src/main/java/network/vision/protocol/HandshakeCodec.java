package network.vision.protocol;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Handshakes to frames and back.
 *
 * <pre>
 * +-----------+---------+------------------+-----------+
 * | VISION-P2 | version | length, u16 BE   | payload   |
 * | 9 bytes   | 1 byte  | 2 bytes          |           |
 * +-----------+---------+------------------+-----------+
 * </pre>
 *
 * <p>Source: {@code docs/PROTOCOL.md §2, §3, §6}.
 */
public final class HandshakeCodec {

  /** Bytes before the payload. */
  public static final int HEADER_BYTES = 12;

  private static final byte[] MAGIC = "VISION-P2".getBytes(StandardCharsets.US_ASCII);

  /**
   * What the header of a frame says; the payload has 1 to {@link Limits#MAX_HANDSHAKE_BYTES} bytes.
   */
  public record Header(HandshakeVersion version, int payloadBytes) {}

  /**
   * How many leading bytes of {@code start} are those of a handshake frame; less than its length:
   * it is none.
   */
  public static int matchingMagicBytes(byte[] start) {
    int mismatch = Arrays.mismatch(MAGIC, start);
    return mismatch < 0 ? MAGIC.length : mismatch;
  }

  /** Length of the magic that starts a frame. */
  public static int magicBytes() {
    return MAGIC.length;
  }

  /** Reads the first {@value #HEADER_BYTES} bytes of a frame. */
  public static Decoded<Header> decodeHeader(byte[] header) {
    if (header.length != HEADER_BYTES || matchingMagicBytes(header) < MAGIC.length) {
      return new Decoded.Refused<>(Refusal.BAD_MAGIC);
    }
    var version = HandshakeVersion.of(header[MAGIC.length]);
    if (version.isEmpty()) {
      return new Decoded.Refused<>(Refusal.BAD_HANDSHAKE_VERSION);
    }
    int bytes = (header[MAGIC.length + 1] & 0xff) << 8 | (header[MAGIC.length + 2] & 0xff);
    if (bytes == 0) {
      return new Decoded.Refused<>(Refusal.EMPTY);
    }
    if (bytes > Limits.MAX_HANDSHAKE_BYTES) {
      return new Decoded.Refused<>(Refusal.TOO_LARGE);
    }
    return new Decoded.Accepted<>(new Header(version.get(), bytes));
  }

  /** Reads a frame's payload. */
  public static Decoded<Handshake> decode(HandshakeVersion version, byte[] payload) {
    return switch (version) {
      case V3 -> HandshakeBincode.decode(payload);
      case V4 -> HandshakeJson.decode(payload);
    };
  }

  /**
   * The whole frame of {@code handshake}.
   *
   * @throws IllegalArgumentException if it is longer than {@link Limits#MAX_HANDSHAKE_BYTES}
   */
  public static byte[] encode(HandshakeVersion version, Handshake handshake) {
    byte[] payload =
        switch (version) {
          case V3 -> HandshakeBincode.encode(handshake);
          case V4 -> HandshakeJson.encode(handshake);
        };
    if (payload.length > Limits.MAX_HANDSHAKE_BYTES) {
      throw new IllegalArgumentException("a handshake of " + payload.length + " bytes");
    }
    byte[] frame = Arrays.copyOf(MAGIC, HEADER_BYTES + payload.length);
    frame[MAGIC.length] = (byte) version.wireByte();
    frame[MAGIC.length + 1] = (byte) (payload.length >>> 8);
    frame[MAGIC.length + 2] = (byte) payload.length;
    System.arraycopy(payload, 0, frame, HEADER_BYTES, payload.length);
    return frame;
  }

  private HandshakeCodec() {}
}
