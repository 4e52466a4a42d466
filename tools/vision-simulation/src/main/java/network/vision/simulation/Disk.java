package network.vision.simulation;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import network.vision.gossip.Event;
import network.vision.gossip.KnownPeer;
import org.jspecify.annotations.Nullable;

/** What a node has saved; outlives its stops and crashes, unless it is one that keeps nothing. */
final class Disk {

  private final Map<String, KnownPeer> peers = new LinkedHashMap<>();
  private final boolean isKeeping;
  private long recordSequence;

  Disk(boolean isKeeping) {
    this.isKeeping = isKeeping;
  }

  void save(KnownPeer peer) {
    if (isKeeping) {
      peers.put(peer.key(), peer);
    }
  }

  void forget(String key) {
    peers.remove(key);
  }

  void saveSequence(long sequence) {
    recordSequence = sequence;
  }

  @Nullable KnownPeer saved(String key) {
    return peers.get(key);
  }

  List<KnownPeer> peers() {
    return List.copyOf(peers.values());
  }

  /** What a node that starts is told. */
  Event.PeersLoaded read() {
    return new Event.PeersLoaded(peers(), recordSequence);
  }
}
