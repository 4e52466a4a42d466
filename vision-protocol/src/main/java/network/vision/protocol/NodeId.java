package network.vision.protocol;

import java.util.Optional;

/**
 * The name of a node: opaque, 1–64 printable ASCII characters. A node that has a key is named by
 * it, with the first 40 hex digits of the key's SHA-256; an id without a proof of that key is only
 * a name ({@code docs/PROTOCOL.md §7}).
 *
 * @param text the name
 */
public record NodeId(String text) implements Comparable<NodeId> {

  private static final int SHORT_CHARS = 8;

  /**
   * @throws IllegalArgumentException if {@code text} is not 1–64 characters from {@code !} to
   *     {@code ~}
   */
  public NodeId {
    if (!Texts.isVisibleAscii(text, Limits.MAX_NODE_ID_CHARS)) {
      throw new IllegalArgumentException("a node id is 1-64 printable ASCII characters");
    }
  }

  /** Reads a node id; empty if {@code text} is none. */
  public static Optional<NodeId> parse(String text) {
    return Texts.isVisibleAscii(text, Limits.MAX_NODE_ID_CHARS)
        ? Optional.of(new NodeId(text))
        : Optional.empty();
  }

  /** The first eight characters, as logs show it. */
  public String shortText() {
    return text.length() <= SHORT_CHARS ? text : text.substring(0, SHORT_CHARS);
  }

  /** By the text; the lower of two ids keeps the connection it dialled. */
  @Override
  public int compareTo(NodeId other) {
    return text.compareTo(other.text);
  }

  @Override
  public String toString() {
    return text;
  }
}
