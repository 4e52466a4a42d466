package network.vision.node.running;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import network.vision.protocol.Decoded;
import network.vision.protocol.Handshake;
import network.vision.protocol.HandshakeCodec;
import network.vision.protocol.HandshakeVersion;
import network.vision.protocol.IpAddress;
import network.vision.protocol.Message;
import network.vision.protocol.MessageCodec;
import network.vision.protocol.NetworkProfile;
import network.vision.protocol.NodeId;
import network.vision.protocol.PeerAddress;

/**
 * A node of an earlier time made of plain sockets: it speaks one handshake version only, resets
 * whoever speaks another, and keeps every message that it is sent as it came.
 */
final class OldPeer implements AutoCloseable {

  private static final NetworkProfile NETWORK = NetworkProfile.builtIn("devnet").orElseThrow();

  final List<HandshakeVersion> dialledWith = new CopyOnWriteArrayList<>();
  final List<Handshake> handshakes = new CopyOnWriteArrayList<>();
  final List<String> received = new CopyOnWriteArrayList<>();

  private final NodeId id;
  private final HandshakeVersion speaks;
  private final ServerSocket listening;
  private final List<PeerAddress> seeds;
  private final List<String> features;
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();

  private OldPeer(
      String id,
      HandshakeVersion speaks,
      String host,
      List<PeerAddress> seeds,
      List<String> features)
      throws IOException {
    this.id = new NodeId(id);
    this.speaks = speaks;
    this.seeds = seeds;
    this.features = features;
    this.listening = new ServerSocket(0, 50, InetAddress.getByName(host));
    Thread.startVirtualThread(this::listen);
  }

  /** A node of version 1.0.x, which suggests {@code seeds}. */
  static OldPeer deployed(String id, List<PeerAddress> seeds) throws IOException {
    return new OldPeer(id, HandshakeVersion.V3, "127.0.0.1", seeds, List.of());
  }

  /** A node of version 1.0.x that can be dialled over IPv6. */
  static OldPeer deployedAtIpv6(String id) throws IOException {
    return new OldPeer(id, HandshakeVersion.V3, "::1", List.of(), List.of());
  }

  /** A node that speaks JSON and says no port and no feature. */
  static OldPeer json(String id) throws IOException {
    return new OldPeer(id, HandshakeVersion.V4, "127.0.0.1", List.of(), List.of());
  }

  /** The same, but for the features that it lists. */
  static OldPeer json(String id, List<String> features) throws IOException {
    return new OldPeer(id, HandshakeVersion.V4, "127.0.0.1", List.of(), features);
  }

  NodeId id() {
    return id;
  }

  PeerAddress address() {
    return new PeerAddress(IpAddress.of(listening.getInetAddress()), listening.getLocalPort());
  }

  /** Dials, introduces itself and hears the answer. */
  void dial(PeerAddress address) throws IOException {
    Socket socket = new Socket(address.ip().toInetAddress(), address.port());
    sockets.add(socket);
    introduce(socket);
    Thread.startVirtualThread(() -> converse(socket, false));
  }

  /** Says something on the latest connection. */
  void say(Message message) throws IOException {
    say(MessageCodec.encode(message));
  }

  /** Says something, whatever it is, on the latest connection. */
  void say(byte[] json) throws IOException {
    sockets
        .getLast()
        .getOutputStream()
        .write(ByteBuffer.allocate(4 + json.length).putInt(json.length).put(json).array());
  }

  /** Whether it has been sent a message that begins so. */
  boolean hasHeard(String start) {
    return received.stream().anyMatch(json -> json.startsWith(start));
  }

  @Override
  public void close() throws IOException {
    listening.close();
    for (Socket socket : sockets) {
      socket.close();
    }
  }

  private void listen() {
    try {
      while (true) {
        Socket socket = listening.accept();
        Thread.startVirtualThread(() -> converse(socket, true));
      }
    } catch (IOException e) {
      // closed: the test is over
    }
  }

  private void converse(Socket socket, boolean isInbound) {
    try (socket) {
      DataInputStream in = new DataInputStream(socket.getInputStream());
      if (!readHandshake(in)) {
        socket.setSoLinger(true, 0);
        return;
      }
      if (isInbound) {
        introduce(socket);
        sockets.add(socket);
      }
      while (true) {
        byte[] json = new byte[in.readInt()];
        in.readFully(json);
        received.add(new String(json, StandardCharsets.UTF_8));
      }
    } catch (IOException e) {
      // closed by the other side, or by the test
    }
  }

  private boolean readHandshake(DataInputStream in) throws IOException {
    byte[] header = new byte[HandshakeCodec.HEADER_BYTES];
    in.readFully(header);
    if (!(HandshakeCodec.decodeHeader(header)
        instanceof Decoded.Accepted<HandshakeCodec.Header>(var frame))) {
      return false;
    }
    dialledWith.add(frame.version());
    if (frame.version() != speaks) {
      return false;
    }
    byte[] payload = new byte[frame.payloadBytes()];
    in.readFully(payload);
    return HandshakeCodec.decode(speaks, payload)
            instanceof Decoded.Accepted<Handshake>(Handshake theirs)
        && handshakes.add(theirs);
  }

  private void introduce(Socket socket) throws IOException {
    Handshake ours =
        new Handshake(
            new Handshake.Network(
                NETWORK.protocolVersion(),
                NETWORK.chainId(),
                NETWORK.genesisHash(),
                NETWORK.networkId(),
                NETWORK.nodeVersion(),
                NETWORK.nodeBuild(),
                NETWORK.checkpointHeight(),
                NETWORK.checkpointHash(),
                NETWORK.bootstrapPrefix(),
                NETWORK.econHash(),
                NETWORK.powParamsHash(),
                NETWORK.powMessageVersion()),
            new Handshake.Node(
                id.hashCode(), id, "VNODE-old", "", "", "guardian", "", true, false, "", null),
            new Handshake.Reach(
                null, null, null, speaks == HandshakeVersion.V3 ? address().port() : null, seeds),
            new Handshake.Heights(7, 9L),
            new Handshake.Extensions(features, null, null, null, null, null));
    socket.getOutputStream().write(HandshakeCodec.encode(speaks, ours));
  }
}
