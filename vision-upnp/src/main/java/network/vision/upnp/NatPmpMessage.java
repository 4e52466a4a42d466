package network.vision.upnp;

import java.nio.ByteBuffer;
import java.util.Optional;
import network.vision.protocol.IpAddress;

/**
 * The messages of the NAT Port Mapping Protocol: the outer address is asked in 2 bytes and told in
 * 12, a TCP port is asked in 12 and granted in 16. Numbers are big-endian and unsigned.
 *
 * <pre>
 * request                                    answer
 *  0  00 | opcode (00 address, 02 TCP)        0  00 | 80 + opcode | result (2)
 *                                             4  epoch, seconds
 * TCP:                                       address:
 *  2  00 00                                   8  outer IPv4 address
 *  4  internal port | wished external port   TCP:
 *  8  wished lifetime, seconds                8  internal port | external port
 *                                            12  lifetime, seconds
 * </pre>
 *
 * <p>An answer with an error code may end after the header. Source: RFC 6886 section 3.
 */
final class NatPmpMessage {

  static final int SUCCESS = 0;
  static final int NETWORK_FAILURE = 3;

  private static final int ADDRESS = 0;
  private static final int TCP = 2;
  private static final int ANSWER_BIT = 0x80;
  private static final int HEADER_BYTES = 8;
  private static final int MAX_BYTES = 16;
  private static final String[] RESULTS = {
    "SUCCESS",
    "UNSUPP_VERSION",
    "NOT_AUTHORIZED",
    "NETWORK_FAILURE",
    "NO_RESOURCES",
    "UNSUPP_OPCODE"
  };

  private NatPmpMessage() {}

  /** A router's answer; what follows the header is there only with the result {@link #SUCCESS}. */
  sealed interface Reply {

    int result();

    long epochSeconds();

    /** The outer address. */
    record Address(int result, long epochSeconds, IpAddress externalIp) implements Reply {}

    /** A mapping; of lifetime 0: it is gone. */
    record Mapping(
        int result, long epochSeconds, int internalPort, int externalPort, long lifetimeSeconds)
        implements Reply {}

    /** An error, or an answer to a message of another version or kind. */
    record Failure(int opcode, int result, long epochSeconds) implements Reply {}
  }

  static byte[] addressRequest() {
    return new byte[] {0, ADDRESS};
  }

  /** A lifetime of 0, with the external port 0, takes the mapping back. */
  static byte[] mapRequest(int internalPort, int externalPort, long lifetimeSeconds) {
    return ByteBuffer.allocate(12)
        .putShort((short) TCP)
        .putShort((short) 0)
        .putShort((short) internalPort)
        .putShort((short) externalPort)
        .putInt((int) lifetimeSeconds)
        .array();
  }

  /** Reads an answer; empty if these bytes are none. */
  static Optional<Reply> decode(ByteBuffer bytes) {
    ByteBuffer in = bytes.slice();
    int size = in.remaining();
    if (size < HEADER_BYTES || size > MAX_BYTES || in.get() != 0) {
      return Optional.empty();
    }
    int opcode = Byte.toUnsignedInt(in.get());
    if ((opcode & ANSWER_BIT) == 0) {
      return Optional.empty();
    }
    opcode &= ~ANSWER_BIT;
    int result = Short.toUnsignedInt(in.getShort());
    long epoch = Integer.toUnsignedLong(in.getInt());
    if (result != SUCCESS) {
      return Optional.of(new Reply.Failure(opcode, result, epoch));
    }
    if (opcode == ADDRESS && in.remaining() == 4) {
      return Optional.of(new Reply.Address(result, epoch, IpAddress.ofIpv4(in.getInt())));
    }
    if (opcode == TCP && in.remaining() == 8) {
      int internalPort = Short.toUnsignedInt(in.getShort());
      int externalPort = Short.toUnsignedInt(in.getShort());
      long lifetime = Integer.toUnsignedLong(in.getInt());
      return Optional.of(new Reply.Mapping(result, epoch, internalPort, externalPort, lifetime));
    }
    return Optional.empty();
  }

  /** Whether {@code reply} answers {@link #addressRequest}, well or badly. */
  static boolean isAboutAddress(Reply reply) {
    return reply instanceof Reply.Address
        || (reply instanceof Reply.Failure failure && failure.opcode() == ADDRESS);
  }

  /** Whether {@code reply} answers {@link #mapRequest} for {@code internalPort}, well or badly. */
  static boolean isAboutPort(Reply reply, int internalPort) {
    return (reply instanceof Reply.Mapping mapping && mapping.internalPort() == internalPort)
        || (reply instanceof Reply.Failure failure && failure.opcode() == TCP);
  }

  /** The name that the RFC gives to a result code. */
  static String resultName(int result) {
    return result < RESULTS.length ? RESULTS[result] : "result " + result;
  }
}
