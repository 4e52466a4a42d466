package network.vision.upnp;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Optional;
import network.vision.protocol.IpAddress;
import org.jspecify.annotations.Nullable;

/**
 * The two messages of the Port Control Protocol that are spoken here: ANNOUNCE (24 bytes: the
 * header alone) and MAP (60 bytes). Numbers are big-endian and unsigned; an IPv4 address is its
 * mapped form.
 *
 * <pre>
 * request                                    answer
 *  0  02 | 00 opcode | 00 00                  0  02 | 80 opcode | 00 | result
 *  4  wished lifetime, seconds                4  lifetime, seconds
 *  8  client address (16)                     8  epoch, seconds
 *                                            12  00 (12)
 * MAP only, the same both ways, an answer with what was assigned:
 * 24  nonce (12)
 * 36  06 (TCP) | 00 (3)
 * 40  internal port (2) | external port (2)
 * 44  external address (16)
 * </pre>
 *
 * <p>An answer with another version, size or direction is not read; to one with an error code the
 * MAP part may be missing.
 *
 * <p>Source: RFC 6887 sections 7, 11.1 and 14.1.
 */
final class PcpMessage {

  static final int ANNOUNCE = 0;
  static final int MAP = 1;

  /** The result code of success. */
  static final int SUCCESS = 0;

  static final int NETWORK_FAILURE = 7;
  static final int NO_RESOURCES = 8;

  private static final int VERSION = 2;
  private static final int ANSWER_BIT = 0x80;
  private static final int TCP = 6;
  private static final int HEADER_BYTES = 24;
  private static final int MAP_BYTES = 60;
  private static final int MAX_BYTES = 1100;
  private static final String[] RESULTS = {
    "SUCCESS", "UNSUPP_VERSION", "NOT_AUTHORIZED", "MALFORMED_REQUEST", "UNSUPP_OPCODE",
    "UNSUPP_OPTION", "MALFORMED_OPTION", "NETWORK_FAILURE", "NO_RESOURCES", "UNSUPP_PROTOCOL",
    "USER_EX_QUOTA", "CANNOT_PROVIDE_EXTERNAL", "ADDRESS_MISMATCH", "EXCESSIVE_REMOTE_PEERS"
  };

  private PcpMessage() {}

  /** What only the one who made a mapping knows, so that nobody else changes it: 96 bits. */
  record Nonce(int high, long low) {
    static Nonce random(SecureRandom random) {
      return new Nonce(random.nextInt(), random.nextLong());
    }

    /** The same for the same secret and port, and known to nobody without the secret. */
    static Nonce of(String secret, int port) {
      try {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        byte[] hash = digest.digest((secret + " " + port).getBytes(StandardCharsets.UTF_8));
        ByteBuffer bytes = ByteBuffer.wrap(hash);
        return new Nonce(bytes.getInt(), bytes.getLong());
      } catch (NoSuchAlgorithmException e) {
        throw new AssertionError("every Java has SHA-256", e);
      }
    }
  }

  /** The part of a MAP message after the header. */
  record Mapping(Nonce nonce, int internalPort, int externalPort, IpAddress externalIp) {

    boolean isFor(Mapping request) {
      return nonce.equals(request.nonce) && internalPort == request.internalPort;
    }
  }

  /**
   * @param opcode {@link #ANNOUNCE}, {@link #MAP} or another one
   * @param result 0 or an error code
   * @param lifetimeSeconds of the mapping, or of the error
   * @param epochSeconds how long the router has kept its mappings
   * @param mapping null where there is none
   */
  record Reply(
      int opcode, int result, long lifetimeSeconds, long epochSeconds, @Nullable Mapping mapping) {}

  static byte[] announceRequest(IpAddress client) {
    return header(HEADER_BYTES, ANNOUNCE, 0, client).array();
  }

  /** A lifetime of 0 takes the mapping back. */
  static byte[] mapRequest(IpAddress client, long lifetimeSeconds, Mapping mapping) {
    return header(MAP_BYTES, MAP, lifetimeSeconds, client)
        .putInt(mapping.nonce.high)
        .putLong(mapping.nonce.low)
        .putInt(TCP << 24)
        .putShort((short) mapping.internalPort)
        .putShort((short) mapping.externalPort)
        .putLong(mapping.externalIp.high())
        .putLong(mapping.externalIp.low())
        .array();
  }

  /** Reads an answer; empty if these bytes are none. */
  static Optional<Reply> decode(ByteBuffer bytes) {
    ByteBuffer in = bytes.slice();
    int size = in.remaining();
    if (size < HEADER_BYTES || size > MAX_BYTES || size % 4 != 0 || in.get() != VERSION) {
      return Optional.empty();
    }
    int opcode = Byte.toUnsignedInt(in.get());
    if ((opcode & ANSWER_BIT) == 0) {
      return Optional.empty();
    }
    int result = in.getShort() & 0xff;
    long lifetime = Integer.toUnsignedLong(in.getInt());
    long epoch = Integer.toUnsignedLong(in.getInt());
    opcode &= ~ANSWER_BIT;
    Mapping mapping = opcode == MAP && size >= MAP_BYTES ? mapping(in) : null;
    boolean isWhole = result != SUCCESS || opcode != MAP || mapping != null;
    return isWhole
        ? Optional.of(new Reply(opcode, result, lifetime, epoch, mapping))
        : Optional.empty();
  }

  /** The name that the RFC gives to a result code. */
  static String resultName(int result) {
    return result < RESULTS.length ? RESULTS[result] : "result " + result;
  }

  private static ByteBuffer header(int bytes, int opcode, long lifetimeSeconds, IpAddress client) {
    return ByteBuffer.allocate(bytes)
        .put((byte) VERSION)
        .put((byte) opcode)
        .putShort((short) 0)
        .putInt((int) lifetimeSeconds)
        .putLong(client.high())
        .putLong(client.low());
  }

  private static @Nullable Mapping mapping(ByteBuffer in) {
    in.position(HEADER_BYTES);
    Nonce nonce = new Nonce(in.getInt(), in.getLong());
    int protocol = in.getInt() >>> 24;
    int internalPort = Short.toUnsignedInt(in.getShort());
    int externalPort = Short.toUnsignedInt(in.getShort());
    IpAddress externalIp = new IpAddress(in.getLong(), in.getLong());
    return protocol == TCP ? new Mapping(nonce, internalPort, externalPort, externalIp) : null;
  }
}
