package network.vision.api;

/** What part a node plays for others ({@code docs/PROTOCOL.md §9}). */
public enum AnchorMode {
  /** It can be reached, and others start from it. */
  ANCHOR,
  /** It is meant as an anchor, and cannot be reached. */
  ANCHOR_UNREACHABLE,
  /** It does not serve as an anchor. */
  LEAF
}
