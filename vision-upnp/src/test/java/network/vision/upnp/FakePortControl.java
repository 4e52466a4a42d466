package network.vision.upnp;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import network.vision.protocol.IpAddress;
import network.vision.protocol.IpRange;

/** A router on loopback that speaks PCP and NAT-PMP, one of them, or with errors. */
final class FakePortControl implements AutoCloseable {

  /** Local port to the nonce by which it is held (12 bytes in hexadecimal); empty for NAT-PMP. */
  final Map<Integer, String> held = new ConcurrentHashMap<>();

  final AtomicInteger questions = new AtomicInteger();
  volatile Set<MappingProtocol> spoken = Set.of(MappingProtocol.PCP, MappingProtocol.NAT_PMP);
  volatile IpAddress externalIp = IpAddress.ofIpv4(0xC0000101);
  volatile int externalPort = 50_000;
  volatile int pcpResult;
  volatile int natPmpResult;
  final AtomicInteger dropNext = new AtomicInteger();
  volatile long bornNanos = System.nanoTime() - 1_000_000_000_000L;

  private final DatagramSocket socket;
  private final InetAddress address;

  FakePortControl(InetAddress address) throws IOException {
    this.address = address;
    this.socket = new DatagramSocket(new InetSocketAddress(address, 0));
    Thread.ofVirtual().start(this::serve);
  }

  /** Loopback as a link of its own, with this router as its default gateway. */
  Lan lan() {
    IpAddress host = IpAddress.of(address);
    DefaultRoute route = new DefaultRoute(host, IpRange.around(host, 128), address);
    return new Lan(
        () -> Optional.of(route),
        new InetSocketAddress(FakeRouter.LOOPBACK, 1),
        socket.getLocalPort(),
        Set.of(MappingProtocol.PCP, MappingProtocol.NAT_PMP));
  }

  /** Forgets everything, as a router does that is switched off and on. */
  void restart() {
    held.clear();
    bornNanos = System.nanoTime();
  }

  @Override
  public void close() {
    socket.close();
  }

  private void serve() {
    DatagramPacket packet = new DatagramPacket(new byte[1100], 1100);
    while (true) {
      try {
        socket.receive(packet);
        questions.incrementAndGet();
        if (dropNext.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
          continue;
        }
        ByteBuffer question = ByteBuffer.wrap(packet.getData(), 0, packet.getLength());
        byte[] answer = question.get(0) == 2 ? pcp(question) : natPmp(question);
        if (answer.length > 0) {
          socket.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
        }
      } catch (IOException e) {
        return;
      }
    }
  }

  private int epoch() {
    return (int) ((System.nanoTime() - bornNanos) / 1_000_000_000);
  }

  private byte[] pcp(ByteBuffer in) {
    if (!spoken.contains(MappingProtocol.PCP)) {
      return spoken.isEmpty()
          ? new byte[0]
          : ByteBuffer.allocate(8).putInt(0x0080_0001 | in.get(1) << 16).putInt(epoch()).array();
    }
    int opcode = in.get(1);
    int lifetime = in.getInt(4);
    ByteBuffer out = ByteBuffer.allocate(in.remaining());
    out.put((byte) 2).put((byte) (0x80 | opcode)).put((byte) 0);
    out.put((byte) (opcode == PcpMessage.MAP ? pcpResult : 0));
    out.putInt(lifetime).putInt(epoch()).position(24);
    if (opcode == PcpMessage.MAP) {
      out.put(24, in, 24, 36);
      if (pcpResult == PcpMessage.SUCCESS) {
        byte[] nonce = new byte[12];
        in.get(24, nonce);
        hold(in.getShort(40) & 0xffff, HexFormat.of().formatHex(nonce), lifetime);
        out.putShort(42, (short) (lifetime == 0 ? 0 : externalPort));
        out.putLong(44, externalIp.high()).putLong(52, externalIp.low());
      }
    }
    return out.array();
  }

  private byte[] natPmp(ByteBuffer in) {
    if (!spoken.contains(MappingProtocol.NAT_PMP)) {
      return new byte[0];
    }
    ByteBuffer out = ByteBuffer.allocate(in.get(1) == 0 ? 12 : 16);
    out.put((byte) 0).put((byte) (0x80 | in.get(1))).putShort((short) natPmpResult);
    out.putInt(epoch());
    if (in.get(1) == 0) {
      return out.putInt((int) externalIp.low()).array();
    }
    int port = in.getShort(4) & 0xffff;
    int lifetime = in.getInt(8);
    if (natPmpResult == NatPmpMessage.SUCCESS) {
      hold(port, "", lifetime);
    }
    return out.putShort((short) port)
        .putShort((short) (lifetime == 0 ? 0 : externalPort))
        .putInt(lifetime)
        .array();
  }

  private void hold(int port, String nonce, int lifetime) {
    if (lifetime == 0) {
      held.remove(port, nonce);
    } else {
      held.put(port, nonce);
    }
  }
}
