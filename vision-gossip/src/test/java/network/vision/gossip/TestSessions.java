package network.vision.gossip;

import java.util.List;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import network.vision.protocol.Handshake;
import network.vision.protocol.HandshakeVersion;
import network.vision.protocol.Identity;
import network.vision.protocol.IpAddress;
import network.vision.protocol.NetworkProfile;
import network.vision.protocol.NodeId;
import network.vision.protocol.PeerAddress;
import org.jspecify.annotations.Nullable;

/** Sessions with nobody behind them, for what only looks at who is connected. */
final class TestSessions {

  /** The tables of a core of a public network. */
  static Core core(RandomGenerator random) {
    return core(random, config -> config);
  }

  static Core core(RandomGenerator random, UnaryOperator<GossipConfig> change) {
    LocalNode local =
        new LocalNode(
            Identity.of(new byte[Identity.SECRET_BYTES]),
            NetworkProfile.builtIn("devnet").orElseThrow(),
            "us",
            "constellation",
            "",
            1,
            111,
            "v1.1.1",
            null,
            true);
    return Core.of(local, change.apply(GossipConfig.defaults().withPrivateAllowed(false)), random);
  }

  /** A session of {@code direction} with the node {@code number}, which has an IP of its own. */
  static Session with(int number, Direction direction, IpAddress from, Now since) {
    return with(number, direction, from, since, null);
  }

  /** A session with the node {@code id} that we dialled at {@code address}. */
  static Session with(NodeId id, PeerAddress address, Now since) {
    return session(new ConnectionId(1), id, Direction.OUTBOUND, address, since, null);
  }

  /** A session with a numbered node that says at which IP it sees us. */
  static Session with(
      int number, Direction direction, IpAddress from, Now since, @Nullable IpAddress observed) {
    return session(
        new ConnectionId(number),
        new NodeId("peer-" + number),
        direction,
        new PeerAddress(from, 7072),
        since,
        observed);
  }

  private static Session session(
      ConnectionId connection,
      NodeId id,
      Direction direction,
      PeerAddress remote,
      Now since,
      @Nullable IpAddress observed) {
    Handshake handshake =
        new Handshake(
            new Handshake.Network(2, "", "", "", 111, "", 0, "", "", null, null, null),
            new Handshake.Node(
                connection.value(), id, "", "", "", "constellation", "", false, false, "", null),
            new Handshake.Reach(7072, null, null, null, List.of()),
            new Handshake.Heights(0, null),
            new Handshake.Extensions(List.of(), null, null, observed, null, null));
    return new Session(
        new Event.HandshakeArrived(connection, direction, remote, HandshakeVersion.V4, handshake),
        null,
        since);
  }

  private TestSessions() {}
}
