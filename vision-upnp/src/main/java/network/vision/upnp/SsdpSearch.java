package network.vision.upnp;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import network.vision.protocol.IpAddress;
import network.vision.upnp.http.Deadline;

/**
 * A search for the internet gateway on the link of the default route: one question per type of
 * gateway, sent three times, from the address of that link and no other.
 *
 * <p>Goals: the right one of several gateways (only the default route's counts, where it is known);
 * one bad answer hides no good one (all of its answers are collected, at most {@value
 * #MAX_REPLIES_PER_HOST} of a host and {@value #MAX_REPLIES} in all); no waiting without need
 * (after its first answer, 150 ms). An attacker on the link can still pretend to be the gateway, by
 * forging its address.
 *
 * <p>Source: UPnP Device Architecture 1.1 section 1.3.
 */
final class SsdpSearch {

  static final int MAX_REPLIES = 16;
  static final int MAX_REPLIES_PER_HOST = 4;

  private static final int ROUNDS = 3;
  private static final Duration AFTER_FIRST = Duration.ofMillis(150);
  private static final int MAX_BYTES = 2048;
  private static final int TTL = 2;
  private static final List<String> TYPES =
      List.of(
          "urn:schemas-upnp-org:device:InternetGatewayDevice:2",
          "urn:schemas-upnp-org:device:InternetGatewayDevice:1",
          "urn:schemas-upnp-org:service:WANIPConnection:2",
          "urn:schemas-upnp-org:service:WANIPConnection:1",
          "urn:schemas-upnp-org:service:WANPPPConnection:1");

  private final InetSocketAddress target;
  private final DefaultRoute route;
  private final Set<SsdpReply> replies = new LinkedHashSet<>();

  /**
   * @param target where to ask; {@code 239.255.255.250:1900} on a real link
   */
  SsdpSearch(InetSocketAddress target, DefaultRoute route) {
    this.target = target;
    this.route = route;
  }

  /** The replies that came within {@code time}, in order. */
  List<SsdpReply> collect(Duration time) throws IOException {
    InetAddress source = route.source().toInetAddress();
    try (DatagramSocket socket = new DatagramSocket(new InetSocketAddress(source, 0))) {
      if (target.getAddress().isMulticastAddress()) {
        stayOnLink(socket, source);
      }
      Deadline end = Deadline.in(time);
      Deadline nextQuestion = Deadline.in(Duration.ZERO);
      int asked = 0;
      while (!end.isOver()) {
        if (asked < ROUNDS && nextQuestion.isOver()) {
          ask(socket);
          asked++;
          nextQuestion = Deadline.in(time.dividedBy(2 * ROUNDS));
        }
        Deadline pause = asked < ROUNDS ? end.earlier(nextQuestion) : end;
        boolean isHeard = receive(socket, pause);
        if (isHeard && replies.size() == 1 && route.gateway() != null) {
          end = end.atMost(AFTER_FIRST);
          asked = ROUNDS;
        }
      }
    }
    return List.copyOf(replies);
  }

  private static void stayOnLink(DatagramSocket socket, InetAddress source) throws IOException {
    NetworkInterface link = NetworkInterface.getByInetAddress(source);
    if (link == null) {
      throw new IOException("no interface has the address " + source);
    }
    socket.setOption(StandardSocketOptions.IP_MULTICAST_IF, link);
    socket.setOption(StandardSocketOptions.IP_MULTICAST_TTL, TTL);
  }

  private void ask(DatagramSocket socket) throws IOException {
    for (String type : TYPES) {
      byte[] question =
          """
          M-SEARCH * HTTP/1.1\r
          HOST: 239.255.255.250:1900\r
          MAN: "ssdp:discover"\r
          MX: 1\r
          ST: %s\r
          \r
          """
              .formatted(type)
              .getBytes(StandardCharsets.US_ASCII);
      socket.send(new DatagramPacket(question, question.length, target));
    }
  }

  /** Waits for one datagram; returns whether it is a reply that counts. */
  private boolean receive(DatagramSocket socket, Deadline until) throws IOException {
    DatagramPacket packet = new DatagramPacket(new byte[MAX_BYTES], MAX_BYTES);
    socket.setSoTimeout(until.millisLeft());
    try {
      socket.receive(packet);
    } catch (SocketTimeoutException e) {
      return false;
    }
    IpAddress host = IpAddress.of(packet.getAddress());
    long fromHost = replies.stream().filter(reply -> reply.host().equals(host)).count();
    if (!route.mayBeRouter(host)
        || fromHost == MAX_REPLIES_PER_HOST
        || replies.size() == MAX_REPLIES) {
      return false;
    }
    ByteBuffer bytes = ByteBuffer.wrap(packet.getData(), 0, packet.getLength());
    return SsdpReply.decode(host, bytes).filter(replies::add).isPresent();
  }
}
