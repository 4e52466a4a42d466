package network.vision.transport;

import java.util.List;
import network.vision.protocol.Handshake;
import network.vision.protocol.HandshakeVersion;
import network.vision.protocol.NodeId;

/** Who speaks in the tests: ALICE and BOB are honest, MALLORY attacks. */
final class Peers {

  static final Handshake ALICE = named("alice", 7072);
  static final Handshake BOB = named("bob", 7073);
  static final Handshake OLD_BOB = asVersion3(BOB);

  /** A handshake of version 4. */
  static Handshake named(String name, int port) {
    return new Handshake(
        new Handshake.Network(
            2, "c".repeat(64), "d".repeat(64), "test", 111, "v1.1.1", 0, "", "", null, null, null),
        new Handshake.Node(
            name.hashCode(),
            new NodeId(name),
            "VNODE-" + name,
            "",
            "vision://" + name,
            "constellation",
            "",
            false,
            false,
            "",
            null),
        new Handshake.Reach(port, null, null, port, List.of()),
        new Handshake.Heights(10, null),
        Handshake.Extensions.NONE);
  }

  /** What of it version 3 can carry. */
  static Handshake asVersion3(Handshake handshake) {
    Handshake.Reach reach = handshake.reach();
    return new Handshake(
        handshake.network(),
        handshake.node(),
        new Handshake.Reach(null, null, null, reach.advertisedPort(), List.of()),
        handshake.heights(),
        Handshake.Extensions.NONE);
  }

  /** BOB's handshake as that version carries it. */
  static Handshake bob(HandshakeVersion version) {
    return switch (version) {
      case V3 -> OLD_BOB;
      case V4 -> BOB;
    };
  }

  private Peers() {}
}
