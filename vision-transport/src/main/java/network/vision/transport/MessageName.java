package network.vision.transport;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The name of a message too large to be read, guessed from its first bytes. */
final class MessageName {

  /** How many bytes are looked at. */
  static final int PEEKED_BYTES = 128;

  private static final Pattern START = Pattern.compile("\\s*\\{\\s*\"(\\w{1,64})\"\\s*:");

  /** The name at the start of {@code in}, or "?"; leaves the bytes there. */
  static String peek(ByteBuf in) {
    int bytes = Math.min(PEEKED_BYTES, in.readableBytes());
    Matcher start =
        START.matcher(in.toString(in.readerIndex(), bytes, StandardCharsets.ISO_8859_1));
    return start.lookingAt() ? start.group(1) : "?";
  }

  private MessageName() {}
}
