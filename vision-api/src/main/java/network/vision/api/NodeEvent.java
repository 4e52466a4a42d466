package network.vision.api;

import java.time.Instant;
import java.util.Locale;
import network.vision.protocol.NodeId;
import network.vision.protocol.PeerAddress;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened: an entry of {@code GET /p2p/events}.
 *
 * @param id grows by one with each event; see {@link EventLog}
 * @param kind which
 * @param at when
 * @param text in a sentence
 * @param nodeId whom it concerns; null if nobody, or an address without a name
 * @param nodeTag "" if unknown
 * @param address where that is; null if it is nowhere
 * @param before where it was before it moved; null unless it did
 */
public record NodeEvent(
    long id,
    Kind kind,
    Instant at,
    String text,
    @Nullable NodeId nodeId,
    String nodeTag,
    @Nullable PeerAddress address,
    @Nullable PeerAddress before) {

  /** What happened. */
  public enum Kind {
    CONNECTED,
    DISCONNECTED,
    DISCOVERED,
    MOVED,
    CONFLICT,
    MAPPING,
    VERDICT;

    /** The name on the wire. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** An event that concerns no peer, not numbered yet. */
  public static NodeEvent of(Kind kind, Instant at, String text) {
    return new NodeEvent(0, kind, at, text, null, "", null, null);
  }

  /** The event as the API has it, on one line. */
  public String toJson() {
    return Json.text(this);
  }

  NodeEvent withId(long newId) {
    return new NodeEvent(newId, kind, at, text, nodeId, nodeTag, address, before);
  }
}
