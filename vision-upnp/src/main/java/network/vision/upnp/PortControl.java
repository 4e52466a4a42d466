package network.vision.upnp;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import network.vision.protocol.IpAddress;
import network.vision.upnp.http.Deadline;

/**
 * Questions to a router by UDP, as PCP and NAT-PMP have them: sent again after 250 ms, then after
 * twice as long each time (RFC 6886 section 3.1), until an answer comes or the deadline.
 *
 * <p>The socket is connected, so only the router is heard, and a router that has nobody at that
 * port says so at once. Every question has its own socket: an interrupt closes it.
 *
 * <p>Immutable.
 */
final class PortControl {

  private static final Duration FIRST_WAIT = Duration.ofMillis(250);
  private static final int MAX_BYTES = 1100;

  private final InetSocketAddress server;
  private final IpAddress source;

  PortControl(InetSocketAddress server, IpAddress source) {
    this.server = server;
    this.source = source;
  }

  IpAddress source() {
    return source;
  }

  IpAddress routerAddress() {
    return IpAddress.of(server.getAddress());
  }

  /** A socket to the router alone. */
  DatagramSocket connect() throws IOException {
    DatagramSocket socket = new DatagramSocket(new InetSocketAddress(source.toInetAddress(), 0));
    try {
      socket.connect(server);
      return socket;
    } catch (IOException | RuntimeException e) {
      socket.close();
      throw e;
    }
  }

  /** The first answer to {@code question} that {@code read} accepts. */
  <T> T ask(byte[] question, Function<ByteBuffer, Optional<T>> read, Deadline deadline)
      throws IOException {
    try (DatagramSocket socket = connect()) {
      for (Duration wait = FIRST_WAIT; !deadline.isOver(); wait = wait.multipliedBy(2)) {
        socket.send(new DatagramPacket(question, question.length));
        Optional<T> answer = listen(socket, read, deadline.atMost(wait));
        if (answer.isPresent()) {
          return answer.get();
        }
      }
    }
    throw new SocketTimeoutException(server + " did not answer in time");
  }

  /** The first datagram until {@code until} that {@code read} accepts. */
  static <T> Optional<T> listen(
      DatagramSocket socket, Function<ByteBuffer, Optional<T>> read, Deadline until)
      throws IOException {
    DatagramPacket packet = new DatagramPacket(new byte[MAX_BYTES + 1], MAX_BYTES + 1);
    while (!until.isOver()) {
      socket.setSoTimeout(until.millisLeft());
      try {
        socket.receive(packet);
      } catch (SocketTimeoutException e) {
        return Optional.empty();
      }
      Optional<T> answer = read.apply(ByteBuffer.wrap(packet.getData(), 0, packet.getLength()));
      if (answer.isPresent()) {
        return answer;
      }
    }
    return Optional.empty();
  }
}
