package network.vision.transport;

import java.time.Duration;
import java.util.List;
import network.vision.protocol.HostAndPort;
import network.vision.protocol.IpAddress;
import network.vision.protocol.IpRange;
import network.vision.protocol.Limits;
import network.vision.protocol.PeerAddress;
import org.jspecify.annotations.Nullable;

/**
 * Everything that can be chosen about the transport.
 *
 * <p>Immutable and checked: an {@link IllegalArgumentException} names what is out of range.
 *
 * @param listen IPs and ports, the first one first in {@link Transport#listening}; port 0: any free
 *     one; may be empty
 * @param dialOnly the only ranges that are ever dialled; empty: anywhere
 * @param deadlines how long things may take
 * @param caps how many connections there may be
 * @param flow how much may flow
 * @param threads network threads, 1–2
 * @param http the HTTP server behind the same socket, or null
 * @param socks5 the SOCKS5 proxy (RFC 1928, without a password) through which everything is
 *     dialled; null: nothing is; {@code dialOnly} is for those behind it
 */
public record TransportConfig(
    List<HostAndPort> listen,
    List<IpRange> dialOnly,
    Deadlines deadlines,
    Caps caps,
    Flow flow,
    int threads,
    @Nullable HttpHandover http,
    @Nullable PeerAddress socks5) {

  /**
   * How long things may take.
   *
   * @param connect for a TCP connection, 1 ms – 5 min
   * @param handshake from the open socket to the end of both handshakes
   * @param idle without a whole message
   * @param farewell for the last message to leave
   */
  public record Deadlines(Duration connect, Duration handshake, Duration idle, Duration farewell) {

    private static final Duration LONGEST = Duration.ofMinutes(5);

    /** Connect 8 s, handshake 12 s, idle 150 s (deployed nodes ping every 30 s), farewell 1 s. */
    public static final Deadlines DEFAULT =
        new Deadlines(
            Duration.ofSeconds(8),
            Limits.HANDSHAKE_DEADLINE,
            Duration.ofSeconds(150),
            Duration.ofSeconds(1));

    public Deadlines {
      for (Duration wait : List.of(connect, handshake, idle, farewell)) {
        require(wait.toMillis() >= 1 && wait.compareTo(LONGEST) <= 0, "deadlines of 1 ms to 5 min");
      }
    }
  }

  /**
   * How many connections there may be.
   *
   * @param unfinished accepted sockets whose handshake has not arrived
   * @param unfinishedPerIp the same, of one IP
   * @param accepted accepted sockets in all
   * @param relayed accepted sockets handed to the HTTP server
   */
  public record Caps(int unfinished, int unfinishedPerIp, int accepted, int relayed) {

    /** 512 unfinished, 32 of one IP, 1,024 accepted, 128 relayed. */
    public static final Caps DEFAULT = new Caps(512, 32, 1024, 128);

    public Caps {
      require(unfinished >= 1 && unfinishedPerIp >= 1, "at least one unfinished handshake");
      require(accepted >= 1 && relayed >= 0, "at least one accepted connection");
    }
  }

  /**
   * How much may flow.
   *
   * @param queuedBytes most that waits for one peer to read it; beyond, it is closed
   * @param skippedBytes of frames too large to be read, from one peer in {@code skippedPer};
   *     beyond, it is closed
   * @param skippedPer in which that budget grows back
   * @param messagesPerSecond of one peer, 8 KiB weighing as much as one message more; beyond, it
   *     waits
   * @param messageBurst how many at once before that
   * @param bytesPerSecond of all sockets, both ways; beyond, all wait; 0: no cap
   */
  public record Flow(
      int queuedBytes,
      long skippedBytes,
      Duration skippedPer,
      int messagesPerSecond,
      int messageBurst,
      long bytesPerSecond) {

    /**
     * 4 MiB queued, 64 MiB skipped in 10 min, 200 messages a second after a burst of 1,000, no cap
     * on bytes.
     */
    public static final Flow DEFAULT =
        new Flow(4 * 1024 * 1024, 64L * 1024 * 1024, Duration.ofMinutes(10), 200, 1000, 0);

    public Flow {
      require(queuedBytes >= Limits.MAX_MESSAGE_BYTES, "room for a message in the queue");
      require(skippedBytes >= 0 && skippedPer.isPositive(), "a budget of skipped bytes");
      require(messagesPerSecond >= 1 && messageBurst >= 1, "at least one message a second");
      require(bytesPerSecond >= 0, "a cap on bytes that is not negative");
    }
  }

  /** See the record. */
  public TransportConfig {
    listen = List.copyOf(listen);
    dialOnly = List.copyOf(dialOnly);
    require(threads >= 1 && threads <= 2, "1 or 2 threads");
    for (HostAndPort address : listen) {
      require(IpAddress.parse(address.host()).isPresent(), "an IP to listen on, not " + address);
    }
  }

  /** The defaults of a node. */
  public static TransportConfig of(List<HostAndPort> listen, List<IpRange> dialOnly) {
    return new TransportConfig(
        listen, dialOnly, Deadlines.DEFAULT, Caps.DEFAULT, Flow.DEFAULT, 2, null, null);
  }

  /** The same with other deadlines. */
  public TransportConfig with(Deadlines other) {
    return new TransportConfig(listen, dialOnly, other, caps, flow, threads, http, socks5);
  }

  /** The same with other caps. */
  public TransportConfig with(Caps other) {
    return new TransportConfig(listen, dialOnly, deadlines, other, flow, threads, http, socks5);
  }

  /** The same with another flow. */
  public TransportConfig with(Flow other) {
    return new TransportConfig(listen, dialOnly, deadlines, caps, other, threads, http, socks5);
  }

  /** The same with HTTP on the same socket. */
  public TransportConfig with(HttpHandover other) {
    return new TransportConfig(listen, dialOnly, deadlines, caps, flow, threads, other, socks5);
  }

  /** The same with another number of network threads. */
  public TransportConfig withThreads(int other) {
    return new TransportConfig(listen, dialOnly, deadlines, caps, flow, other, http, socks5);
  }

  /** The same behind a proxy, or without one. */
  public TransportConfig withSocks5(@Nullable PeerAddress other) {
    return new TransportConfig(listen, dialOnly, deadlines, caps, flow, threads, http, other);
  }

  boolean mayDial(IpAddress ip) {
    return dialOnly.isEmpty() || dialOnly.stream().anyMatch(range -> range.contains(ip));
  }

  private static void require(boolean holds, String what) {
    if (!holds) {
      throw new IllegalArgumentException("the transport wants " + what);
    }
  }
}
