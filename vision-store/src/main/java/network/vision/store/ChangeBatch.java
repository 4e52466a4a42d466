package network.vision.store;

import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Changes that are written together, each of another peer or ban: their lines, and after them those
 * of the forgotten.
 */
final class ChangeBatch {

  private final PeerWriter peerLines = new PeerWriter();
  private final PeerWriter forgottenLines = new PeerWriter();
  private final Map<String, Span> peers = new LinkedHashMap<>();
  private final Set<String> forgotten = new HashSet<>();
  private long replacedBytes;

  /**
   * Adds a change.
   *
   * @param old the line it replaces; null if there is none
   */
  void add(String key, PeerLine change, @Nullable Span old) {
    replacedBytes += old == null ? 0 : old.length();
    switch (change) {
      case PeerLine.Peer _, PeerLine.Banned _ -> {
        int start = peerLines.size();
        peerLines.addSealed(change);
        peers.put(key, new Span(start, peerLines.size() - start));
      }
      case PeerLine.Forgotten line -> {
        if (old != null) {
          forgottenLines.addSealed(line);
          forgotten.add(key);
        }
      }
      case PeerLine.Header header ->
          throw new IllegalArgumentException("a header is no change: " + header);
    }
  }

  boolean isAbout(String key) {
    return peers.containsKey(key) || forgotten.contains(key);
  }

  /** Where each peer's line is within the batch, in its order. */
  Map<String, Span> peers() {
    return peers;
  }

  Set<String> forgotten() {
    return forgotten;
  }

  int bytes() {
    return peerLines.size() + forgottenLines.size();
  }

  int peerBytes() {
    return peerLines.size();
  }

  /** How much longer the batch makes what is useful. */
  long usefulGrowth() {
    return peerLines.size() - replacedBytes;
  }

  ByteBuffer peerLines() {
    return peerLines.bytes();
  }

  ByteBuffer forgottenLines() {
    return forgottenLines.bytes();
  }
}
