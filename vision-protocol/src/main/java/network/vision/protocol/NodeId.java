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
  private static final int ADDRESS_CHARS = 18;

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
    return first(SHORT_CHARS);
  }

  /** The tag of a node whose operator chose none: {@code VNODE-} and the first eight characters. */
  public String defaultTag() {
    return "VNODE-" + shortText();
  }

  /** The vision address of a node under {@code tag}, with the first 18 characters. */
  public String visionAddress(String tag) {
    return "vision://" + tag + "@" + first(ADDRESS_CHARS);
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

  private String first(int chars) {
    return text.length() <= chars ? text : text.substring(0, chars);
  }
}
