package network.vision.benchmark;

import java.util.List;
import java.util.stream.IntStream;
import network.vision.protocol.GossipPeer;
import network.vision.protocol.IpAddress;
import network.vision.protocol.Limits;
import network.vision.protocol.Message;
import network.vision.protocol.NodeId;
import network.vision.protocol.PeerAddress;

/** A gossip message as a node sends it: 50 peers, no two alike. */
final class GossipOfFifty {

  private static final int FIRST_IP = 0x0b000001;

  static Message message() {
    List<GossipPeer> peers =
        IntStream.range(0, Limits.MAX_PEERS_SENT).mapToObj(GossipOfFifty::peer).toList();
    return new Message.PeerGossip("VNODE-3f2a9c0d", peers, 1_764_873_060);
  }

  private static GossipPeer peer(int number) {
    String digits = "%08x".formatted(number * 0x9e3779b1);
    return new GossipPeer(
        new NodeId(digits.repeat(5)),
        "VNODE-" + digits,
        "vision://VNODE-" + digits + "@8a4fbd91c2337f0a83",
        new PeerAddress(IpAddress.ofIpv4(FIRST_IP + number * 257), 7072 + number),
        true,
        "constellation",
        1_764_873_000L - number,
        "fair",
        number % 2 == 0,
        true,
        null,
        null,
        null);
  }

  private GossipOfFifty() {}
}
