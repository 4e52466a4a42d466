package network.vision.protocol;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;

/**
 * An IPv4 or IPv6 address as 128 bits; an IPv4 address is held as its mapped form {@code
 * ::ffff:a.b.c.d}, so each address has exactly one value whichever way it was written.
 *
 * <p>Immutable. Text is read strictly, and never looked up: a host name, a zone id, an octal or
 * shortened form ({@code 010.0.0.1}, {@code 127.1}) is no address. It is written as RFC 5952 says.
 *
 * @param high the first 64 bits; 0 for IPv4
 * @param low the last 64 bits; {@code 0xffff} and the four octets for IPv4
 */
public record IpAddress(long high, long low) implements Comparable<IpAddress> {

  private static final long MAPPED = 0xffffL;
  private static final int MAX_TEXT = 45;
  private static final int NO_DIGIT = -1;

  /** The IPv4 address whose four octets are the bits of {@code bits}, most significant first. */
  public static IpAddress ofIpv4(int bits) {
    return new IpAddress(0, MAPPED << 32 | Integer.toUnsignedLong(bits));
  }

  /** The address of {@code inet}, without its zone. */
  public static IpAddress of(InetAddress inet) {
    return of(inet.getAddress());
  }

  /**
   * Reads {@code 192.0.2.1} or {@code 2001:db8::1}, without brackets; empty if it is anything else.
   */
  public static Optional<IpAddress> parse(String text) {
    if (text.length() > MAX_TEXT) {
      return Optional.empty();
    }
    return text.indexOf(':') < 0 ? parseIpv4(text, text.length()) : parseIpv6(text);
  }

  /** Whether this is an IPv4 address. */
  public boolean isIpv4() {
    return high == 0 && low >>> 32 == MAPPED;
  }

  /** Whether this is {@code 127.0.0.0/8} or {@code ::1}. */
  public boolean isLoopback() {
    return isIpv4() ? (low >>> 24 & 0xff) == 127 : high == 0 && low == 1;
  }

  /** Whether this is the wildcard, {@code 0.0.0.0} or {@code ::}. */
  public boolean isUnspecified() {
    return high == 0 && (low == 0 || low == MAPPED << 32);
  }

  /** The same address as the JDK knows it. */
  public InetAddress toInetAddress() {
    byte[] bytes = new byte[isIpv4() ? 4 : 16];
    for (int i = 0; i < bytes.length; i++) {
      bytes[bytes.length - 1 - i] = (byte) ((i < 8 ? low : high) >>> (8 * (i % 8)));
    }
    try {
      return InetAddress.getByAddress(bytes);
    } catch (UnknownHostException e) {
      throw new AssertionError("4 or 16 bytes are an address", e);
    }
  }

  /** IPv4 first, then by the bits. */
  @Override
  public int compareTo(IpAddress other) {
    int byHigh = Long.compareUnsigned(high, other.high);
    return byHigh != 0 ? byHigh : Long.compareUnsigned(low, other.low);
  }

  /** {@code 192.0.2.1} or {@code 2001:db8::1}, without brackets. */
  @Override
  public String toString() {
    return isIpv4()
        ? (low >>> 24 & 0xff)
            + "."
            + (low >>> 16 & 0xff)
            + "."
            + (low >>> 8 & 0xff)
            + "."
            + (low & 0xff)
        : ipv6Text();
  }

  private static IpAddress of(byte[] bytes) {
    if (bytes.length == 4) {
      return ofIpv4((int) bits(bytes, 0, 4));
    }
    return new IpAddress(bits(bytes, 0, 8), bits(bytes, 8, 16));
  }

  private static long bits(byte[] bytes, int from, int to) {
    long bits = 0;
    for (int i = from; i < to; i++) {
      bits = bits << 8 | (bytes[i] & 0xff);
    }
    return bits;
  }

  /** Reads the four octets before {@code length}. */
  static Optional<IpAddress> parseIpv4(String text, int length) {
    int bits = 0;
    int dots = 0;
    int octet = NO_DIGIT;
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      if (c >= '0' && c <= '9' && octet != 0) { // nothing may follow a leading zero
        octet = Math.max(octet, 0) * 10 + c - '0';
      } else if (c == '.' && octet != NO_DIGIT) {
        bits = bits << 8 | octet;
        dots++;
        octet = NO_DIGIT;
      } else {
        return Optional.empty();
      }
      if (octet > 255 || dots > 3) {
        return Optional.empty();
      }
    }
    return dots == 3 && octet != NO_DIGIT
        ? Optional.of(ofIpv4(bits << 8 | octet))
        : Optional.empty();
  }

  private static Optional<IpAddress> parseIpv6(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if ((c != ':' && c != '.' && Character.digit(c, 16) < 0) || c > 'f') {
        return Optional.empty();
      }
    }
    int dot = text.indexOf('.');
    if (dot >= 0 && parse(text.substring(text.lastIndexOf(':') + 1)).isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(of(InetAddress.ofLiteral(text).getAddress()));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private int group(int index) {
    return (int) ((index < 4 ? high : low) >>> (16 * (3 - index % 4))) & 0xffff;
  }

  /**
   * The longest run of two or more zero groups becomes {@code ::}, the first one where two are as
   * long.
   */
  private String ipv6Text() {
    int start = -1;
    int longest = 1;
    for (int i = 0; i < 8; i++) {
      int run = 0;
      while (i + run < 8 && group(i + run) == 0) {
        run++;
      }
      if (run > longest) {
        start = i;
        longest = run;
      }
    }
    StringBuilder text = new StringBuilder(MAX_TEXT);
    for (int i = 0; i < 8; i++) {
      if (i == start) {
        text.append("::");
        i += longest - 1;
        continue;
      }
      if (i > 0 && i != start + longest) {
        text.append(':');
      }
      text.append(Integer.toHexString(group(i)));
    }
    return text.toString();
  }
}
