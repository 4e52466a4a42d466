package network.vision.protocol;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Reads bincode 1.3 with its default options: little-endian, fixed-width integers, lengths as u64.
 *
 * <pre>
 * u16     | 9e 1b                                      7070
 * string  | 02 00 00 00 00 00 00 00 | 61 62            "ab"
 * list    | 01 00 00 00 00 00 00 00 | item             one item
 * option  | 00                   or | 01 | value       none, some
 * </pre>
 *
 * <p>A length is checked against the bytes that are left before anything is allocated for it.
 */
final class BincodeReader {

  private final ByteBuffer in;

  BincodeReader(byte[] bytes) {
    in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  byte u8() throws RefusedException {
    need(1);
    return in.get();
  }

  int u16() throws RefusedException {
    need(2);
    return in.getShort() & 0xffff;
  }

  long u32() throws RefusedException {
    need(4);
    return in.getInt() & 0xffff_ffffL;
  }

  /** All 64 bits, to be read as unsigned. */
  long u64() throws RefusedException {
    need(8);
    return in.getLong();
  }

  /** One byte, 0 or 1. */
  boolean bool() throws RefusedException {
    byte value = u8();
    if (value != 0 && value != 1) {
      throw new RefusedException(Refusal.MALFORMED_BINCODE);
    }
    return value == 1;
  }

  /** Whether an option's value follows. */
  boolean isPresent() throws RefusedException {
    return bool();
  }

  /** The length of a list; never more than there are bytes left. */
  long count() throws RefusedException {
    long count = u64();
    if (count < 0 || count > in.remaining()) {
      throw new RefusedException(Refusal.MALFORMED_BINCODE);
    }
    return count;
  }

  String text() throws RefusedException {
    int length = (int) count();
    ByteBuffer bytes = in.slice(in.position(), length);
    in.position(in.position() + length);
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
    } catch (CharacterCodingException e) {
      throw new RefusedException(Refusal.MALFORMED_BINCODE);
    }
  }

  /** A text that may reach a log. */
  String shortText() throws RefusedException {
    String text = text();
    if (!Texts.isPrintable(text, Limits.MAX_TEXT_BYTES)) {
      throw new RefusedException(Refusal.BAD_TEXT);
    }
    return text;
  }

  /** Refuses anything that is left. */
  void end() throws RefusedException {
    if (in.hasRemaining()) {
      throw new RefusedException(Refusal.MALFORMED_BINCODE);
    }
  }

  private void need(int bytes) throws RefusedException {
    if (in.remaining() < bytes) {
      throw new RefusedException(Refusal.MALFORMED_BINCODE);
    }
  }
}
