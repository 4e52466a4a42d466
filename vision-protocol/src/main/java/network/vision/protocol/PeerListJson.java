package network.vision.protocol;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The three messages that carry peers, as JSON. One bad entry never costs the good ones.
 *
 * <pre>
 * {"PeerList":            {"peers":["198.51.100.4:7070", ...]}}
 * {"PeerExchangeResponse":{"peers":[{"addr":"198.51.100.4:7070","last_seen":1764873060,"score":0.5}, ...]}}
 * {"PeerGossip":          {"from_node":"VNODE-ABC","peers":[entry, ...],"timestamp":1764873060}}
 * </pre>
 */
final class PeerListJson {

  private PeerListJson() {}

  static Message.PeerList readList(JsonReader in) throws RefusedException {
    List<PeerAddress> peers = new ArrayList<>();
    int[] skipped = {0};
    readPeers(
        in,
        () -> {
          Optional<PeerAddress> peer = readAddress(in);
          if (peer.isEmpty() || peers.size() == Limits.MAX_PEERS_READ) {
            skipped[0]++;
          } else {
            peers.add(peer.get());
          }
        });
    return new Message.PeerList(peers, skipped[0]);
  }

  static Message.PeerExchangeResponse readExchange(JsonReader in) throws RefusedException {
    List<Message.ExchangedPeer> peers = new ArrayList<>();
    int[] skipped = {0};
    readPeers(
        in,
        () -> {
          Message.ExchangedPeer peer = readExchanged(in);
          if (peer == null || peers.size() == Limits.MAX_PEERS_READ) {
            skipped[0]++;
          } else {
            peers.add(peer);
          }
        });
    return new Message.PeerExchangeResponse(peers, skipped[0]);
  }

  static Message.PeerGossip readGossip(JsonReader in) throws RefusedException {
    String fromNode = null;
    Long timestamp = null;
    boolean hasPeers = false;
    List<GossipPeer> peers = new ArrayList<>(Limits.MAX_PEERS_SENT);
    List<Refusal> skipped = new ArrayList<>();
    in.object();
    while (in.nextField()) {
      switch (in.field()) {
        case "from_node" -> fromNode = Texts.printable(in.text(), Limits.MAX_TEXT_BYTES);
        case "timestamp" -> timestamp = in.u64();
        case "peers" -> {
          hasPeers = true;
          in.array();
          while (in.nextItem()) {
            readGossiped(in, peers, skipped);
          }
        }
        default -> in.skip();
      }
    }
    if (fromNode == null || timestamp == null || !hasPeers) {
      throw new RefusedException(Refusal.MISSING_FIELD);
    }
    return new Message.PeerGossip(fromNode, peers, skipped, timestamp);
  }

  static void write(JsonWriter out, Message.PeerList list) {
    out.texts("peers", list.peers().stream().map(PeerAddress::toString).toList());
  }

  static void write(JsonWriter out, Message.PeerExchangeResponse response) {
    out.array(
        "peers",
        () -> {
          for (Message.ExchangedPeer peer : response.peers()) {
            out.object(() ->
                out.text("addr", peer.address().toString())
                    .u64("last_seen", peer.lastSeenSeconds())
                    .number("score", peer.score()));
          }
        });
  }

  static void write(JsonWriter out, Message.PeerGossip gossip) {
    out.text("from_node", gossip.fromNode())
        .array("peers", () -> gossip.peers().forEach(peer -> GossipPeerJson.write(out, peer)))
        .u64("timestamp", gossip.timestampSeconds());
  }

  private static Optional<PeerAddress> readAddress(JsonReader in) throws RefusedException {
    if (in.isText()) {
      return PeerAddress.parse(in.text());
    }
    in.skip();
    return Optional.empty();
  }

  /** Reads one item of a list. */
  @FunctionalInterface
  private interface ItemReader {
    void read() throws RefusedException;
  }

  private static void readPeers(JsonReader in, ItemReader item) throws RefusedException {
    boolean hasPeers = false;
    in.object();
    while (in.nextField()) {
      if (in.field().equals("peers")) {
        hasPeers = true;
        in.array();
        while (in.nextItem()) {
          item.read();
        }
      } else {
        in.skip();
      }
    }
    if (!hasPeers) {
      throw new RefusedException(Refusal.MISSING_FIELD);
    }
  }

  private static void readGossiped(JsonReader in, List<GossipPeer> peers, List<Refusal> skipped) {
    if (peers.size() + skipped.size() >= Limits.MAX_PEERS_READ) {
      in.skip();
      if (skipped.size() < Limits.MAX_PEERS_READ) {
        skipped.add(Refusal.TOO_LARGE);
      }
      return;
    }
    switch (GossipPeerJson.read(in)) {
      case Decoded.Accepted<GossipPeer>(GossipPeer peer) -> peers.add(peer);
      case Decoded.Refused<GossipPeer>(Refusal refusal) -> skipped.add(refusal);
    }
  }

  private static Message.@Nullable ExchangedPeer readExchanged(JsonReader in) {
    if (!in.isObject()) {
      in.skip();
      return null;
    }
    int depth = in.depth();
    Optional<PeerAddress> address = Optional.empty();
    Long lastSeen = null;
    Double score = null;
    try {
      in.object();
      while (in.nextField()) {
        switch (in.field()) {
          case "addr" -> address = PeerAddress.parse(in.text());
          case "last_seen" -> lastSeen = in.u64();
          case "score" -> score = in.isNull() ? null : Double.valueOf(in.number());
          default -> in.skip();
        }
      }
    } catch (RefusedException e) {
      in.leave(depth);
      return null;
    }
    return address.isEmpty() || lastSeen == null
        ? null
        : new Message.ExchangedPeer(address.get(), lastSeen, score);
  }
}
