package network.vision.simulation;

import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import network.vision.protocol.GossipPeer;
import network.vision.protocol.Identity;
import network.vision.protocol.Message;
import network.vision.protocol.NodeId;
import network.vision.protocol.PeerAddress;
import network.vision.protocol.PeerRecord;

/** What an adversary tells of others. */
final class Rumour {

  /** Says that {@code peer} is at {@code address}. */
  static GossipPeer about(NodeId peer, PeerAddress address) {
    return about(peer, address, World.START.getEpochSecond());
  }

  /** Says that {@code peer} was seen at {@code address} at a moment of her choice. */
  static GossipPeer about(NodeId peer, PeerAddress address, long lastSeenSeconds) {
    return new GossipPeer(
        peer,
        "VNODE-rumour",
        "",
        address,
        true,
        "constellation",
        lastSeenSeconds,
        "elite",
        true,
        true,
        null,
        null,
        null);
  }

  /** Says that a record of {@code victim}, which it never signed, names {@code address}. */
  static GossipPeer forged(Identity victim, PeerAddress address, long sequence) {
    PeerRecord signed = PeerRecord.sign(victim, World.PROFILE.genesisHash(), 1, List.of(address));
    PeerRecord forged =
        new PeerRecord(victim.publicKey(), sequence, List.of(address), signed.signature());
    GossipPeer plain = about(victim.nodeId(), address);
    return new GossipPeer(
        plain.nodeId(),
        plain.nodeTag(),
        plain.visionAddress(),
        address,
        true,
        plain.role(),
        plain.lastSeenSeconds(),
        plain.reputationTier(),
        true,
        true,
        null,
        null,
        forged);
  }

  /** Says that peers nobody ever heard of are at the addresses of {@code where}. */
  static Message strangers(int from, int count, IntFunction<PeerAddress> where) {
    List<GossipPeer> peers =
        IntStream.range(from, from + count)
            .mapToObj(i -> about(new NodeId("stranger-" + i), where.apply(i)))
            .toList();
    return of(peers);
  }

  /** A gossip message of {@code peers}. */
  static Message of(List<GossipPeer> peers) {
    return new Message.PeerGossip("mallory", peers, World.START.getEpochSecond());
  }

  private Rumour() {}
}
