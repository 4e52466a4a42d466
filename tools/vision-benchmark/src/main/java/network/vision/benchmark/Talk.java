package network.vision.benchmark;

import java.nio.ByteBuffer;
import java.util.List;
import network.vision.protocol.Handshake;
import network.vision.protocol.HandshakeCodec;
import network.vision.protocol.HandshakeVersion;
import network.vision.protocol.Message;
import network.vision.protocol.MessageCodec;
import network.vision.protocol.NodeId;

/** The bytes that all servers and clients exchange. */
final class Talk {

  static final Handshake HANDSHAKE =
      new Handshake(
          new Handshake.Network(
              2,
              "c".repeat(64),
              "d".repeat(64),
              "bench",
              111,
              "1.1.1",
              0,
              "",
              "",
              null,
              null,
              null),
          new Handshake.Node(
              1,
              new NodeId("b".repeat(40)),
              "VNODE-bench",
              "",
              "vision://VNODE-bench",
              "constellation",
              "",
              false,
              false,
              "",
              null),
          new Handshake.Reach(7072, null, null, null, List.of()),
          new Handshake.Heights(0, null),
          Handshake.Extensions.NONE);

  static final Message PING = new Message.Ping(1_764_873_060);
  static final Message PONG = new Message.Pong(1_764_873_060);

  static byte[] handshake() {
    return HandshakeCodec.encode(HandshakeVersion.V4, HANDSHAKE);
  }

  static byte[] frame(Message message) {
    byte[] json = MessageCodec.encode(message);
    return ByteBuffer.allocate(4 + json.length).putInt(json.length).put(json).array();
  }

  private Talk() {}
}
