package network.vision.gossip;

import java.util.Map;
import network.vision.protocol.NodeId;
import org.jspecify.annotations.Nullable;

/**
 * What a peer is called: its tag, its role and its vision address, as heard.
 *
 * <p>Nearly every peer has the tag and the vision address that follow from its id, and a role that
 * all know. Those share one value a role, for in a large book three texts of its own would cost
 * each peer 200 bytes. Immutable.
 *
 * @param role "" until heard
 * @param ownTag null: the one that follows from the id; "" until heard
 * @param ownVisionAddress null: the one that follows from id and tag; "" until heard
 */
record Naming(String role, @Nullable String ownTag, @Nullable String ownVisionAddress) {

  /** Of a peer that nobody has named. */
  static final Naming UNHEARD = new Naming("", "", "");

  private static final Map<String, Naming> USUAL =
      Map.of(
          "constellation", new Naming("constellation", null, null),
          "guardian", new Naming("guardian", null, null));

  /** What was heard of the peer {@code id}. */
  static Naming heard(NodeId id, String tag, String role, String visionAddress) {
    String ownTag = tag.equals(id.defaultTag()) ? null : tag;
    String ownAddress = visionAddress.equals(id.visionAddress(tag)) ? null : visionAddress;
    Naming usual = USUAL.get(role);
    return usual != null && ownTag == null && ownAddress == null
        ? usual
        : new Naming(role, ownTag, ownAddress);
  }

  /** Whether a tag is still wanted. */
  boolean isUntagged() {
    return ownTag != null && ownTag.isEmpty();
  }

  String tag(NodeId id) {
    return ownTag == null ? id.defaultTag() : ownTag;
  }

  String visionAddress(NodeId id) {
    return ownVisionAddress == null ? id.visionAddress(tag(id)) : ownVisionAddress;
  }
}
