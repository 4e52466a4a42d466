package network.vision.store;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Changes that are written together, each of another peer or ban: their lines, and after them those
 * of the forgotten.
 *
 * <p>One batch serves a whole save, so that a large one needs the room of a batch and not more.
 */
final class ChangeBatch {

  /** Where the line of a peer or a ban is within the batch. */
  record Line(String key, Span span) {}

  private final PeerWriter peerLines = new PeerWriter();
  private final PeerWriter forgottenLines = new PeerWriter();
  private final List<Line> lines = new ArrayList<>();
  private final Set<String> outdated = new HashSet<>();
  private long outdatedBytes;

  /**
   * Adds a change.
   *
   * @param old the line it replaces; null if there is none
   */
  void add(String key, PeerLine change, @Nullable Span old) {
    switch (change) {
      case PeerLine.Peer _, PeerLine.Banned _ -> {
        int start = peerLines.size();
        peerLines.addSealed(change);
        lines.add(new Line(key, new Span(start, peerLines.size() - start)));
      }
      case PeerLine.Forgotten line -> {
        if (old != null) {
          forgottenLines.addSealed(line);
        }
      }
      case PeerLine.Header header ->
          throw new IllegalArgumentException("a header is no change: " + header);
    }
    if (old != null) {
      outdated.add(key);
      outdatedBytes += old.length();
    }
  }

  /** Forgets all that was added. */
  void clear() {
    peerLines.clear();
    forgottenLines.clear();
    lines.clear();
    outdated.clear();
    outdatedBytes = 0;
  }

  /** Whose line in the file no longer holds. */
  Set<String> outdated() {
    return outdated;
  }

  /** The lines of peers and bans, in their order. */
  List<Line> lines() {
    return lines;
  }

  int bytes() {
    return peerLines.size() + forgottenLines.size();
  }

  int peerBytes() {
    return peerLines.size();
  }

  /** How much longer the batch makes what is useful. */
  long usefulGrowth() {
    return peerLines.size() - outdatedBytes;
  }

  ByteBuffer peerLines() {
    return peerLines.bytes();
  }

  ByteBuffer forgottenLines() {
    return forgottenLines.bytes();
  }
}
