package network.vision.store;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import network.vision.protocol.HandshakeVersion;
import network.vision.protocol.NodeId;
import network.vision.protocol.PeerAddress;
import network.vision.protocol.PeerRecord;
import network.vision.protocol.PublicKey;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of one peer, and nothing that can be derived from it.
 *
 * <p>Immutable. Times are kept to the millisecond. A peer whose name nobody has said yet has one
 * address and goes by it.
 *
 * @param nodeId its name; null while only an address is known
 * @param claims what it says of itself
 * @param provenKey the key it has once proved; null before
 * @param spoken the handshake version that worked last; null before the first handshake
 * @param standing how it behaved
 * @param isAnchor whether it is one of the peers that a start dials first
 * @param addresses where it may be, at most {@value StoreLimits#MAX_ADDRESSES_PER_PEER}; exactly
 *     one without a name
 */
public record StoredPeer(
    @Nullable NodeId nodeId,
    Claims claims,
    @Nullable PublicKey provenKey,
    @Nullable Spoken spoken,
    Standing standing,
    boolean isAnchor,
    List<StoredAddress> addresses) {

  /** No node id holds a space, so no id can be taken for this. */
  private static final String NODE_PREFIX = "node ";

  /**
   * What a peer says of itself, or others of it. Nearly all have the tag and the vision address
   * that follow from their id; those are neither kept nor written.
   *
   * @param ownTag printable, "" until heard; null: the one that follows from the id
   * @param role printable, "" until heard
   * @param ownVisionAddress printable, "" until heard; null: the one that follows from id and tag
   * @param ebid printable, "" until heard
   * @param record its own signed word
   */
  public record Claims(
      @Nullable String ownTag,
      String role,
      @Nullable String ownVisionAddress,
      String ebid,
      @Nullable PeerRecord record) {

    /** Nothing said yet. */
    public static final Claims NONE = new Claims("", "", "", "", null);

    private static final Map<String, Claims> USUAL =
        Map.of(
            "constellation", new Claims(null, "constellation", null, "", null),
            "guardian", new Claims(null, "guardian", null, "", null));

    /**
     * @throws IllegalArgumentException if a text is too long or holds what does not print
     */
    public Claims {
      StoredText.requirePrintable("tag", Objects.requireNonNullElse(ownTag, ""));
      StoredText.requirePrintable("role", role);
      StoredText.requirePrintable(
          "vision_address", Objects.requireNonNullElse(ownVisionAddress, ""));
      StoredText.requirePrintable("ebid", ebid);
    }

    /**
     * What is said of the peer {@code nodeId}, without what follows from it.
     *
     * @throws IllegalArgumentException if a text is too long or holds what does not print
     */
    public static Claims of(
        NodeId nodeId,
        String tag,
        String role,
        String visionAddress,
        String ebid,
        @Nullable PeerRecord record) {
      return sparse(
          tag.equals(nodeId.defaultTag()) ? null : tag,
          role,
          visionAddress.equals(nodeId.visionAddress(tag)) ? null : visionAddress,
          ebid,
          record);
    }

    /** The same value for all who say no more than their role. */
    static Claims sparse(
        @Nullable String ownTag,
        String role,
        @Nullable String ownVisionAddress,
        String ebid,
        @Nullable PeerRecord record) {
      boolean isRoleAll =
          ownTag == null && ownVisionAddress == null && ebid.isEmpty() && record == null;
      Claims usual = isRoleAll ? USUAL.get(role) : null;
      return usual == null ? new Claims(ownTag, role, ownVisionAddress, ebid, record) : usual;
    }
  }

  /**
   * A handshake version that worked.
   *
   * @param version which
   * @param learned when it last worked; a 3 is doubted by its age, so when it was found out
   */
  public record Spoken(HandshakeVersion version, Instant learned) {

    public Spoken {
      learned = StoredText.toMillis(learned);
    }
  }

  /**
   * How a peer behaved.
   *
   * @param penalty 0 and up; 0 is blameless
   * @param asOf when {@code penalty} was right, since it fades
   * @param bannedUntil null when not banned
   */
  public record Standing(double penalty, Instant asOf, @Nullable Instant bannedUntil) {

    /** Without blame. */
    public static final Standing BLAMELESS = new Standing(0, Instant.EPOCH, null);

    /**
     * @throws IllegalArgumentException if the penalty is negative or no number
     */
    public Standing {
      if (!(penalty >= 0 && penalty < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException("penalty " + penalty + " is not 0 or more");
      }
      asOf = StoredText.toMillis(asOf);
      bannedUntil = bannedUntil == null ? null : StoredText.toMillis(bannedUntil);
    }
  }

  /**
   * @throws IllegalArgumentException if there are too many addresses, or not exactly one without a
   *     name
   */
  public StoredPeer {
    addresses = List.copyOf(addresses);
    if (nodeId == null && addresses.size() != 1) {
      throw new IllegalArgumentException("a peer without a name has exactly one address");
    }
    if (addresses.size() > StoreLimits.MAX_ADDRESSES_PER_PEER) {
      throw new IllegalArgumentException(
          "a peer has at most " + StoreLimits.MAX_ADDRESSES_PER_PEER + " addresses");
    }
  }

  /** What the peer is called; "" while nobody has said it. */
  public String tag() {
    String own = claims.ownTag();
    return own != null ? own : nodeId == null ? "" : nodeId.defaultTag();
  }

  /** Its vision address; "" while nobody has said it. */
  public String visionAddress() {
    String own = claims.ownVisionAddress();
    return own != null ? own : nodeId == null ? "" : nodeId.visionAddress(tag());
  }

  /**
   * The name the store keeps this peer under: its node id, or its address {@code ip:port} without
   * one.
   */
  public String key() {
    return nodeId == null ? keyOf(addresses.getFirst().address()) : keyOf(nodeId);
  }

  /**
   * The key of a peer with a name: the name itself, marked in the odd case that it reads as an
   * address.
   */
  public static String keyOf(NodeId nodeId) {
    return PeerAddress.parse(nodeId.text()).isPresent()
        ? NODE_PREFIX + nodeId.text()
        : nodeId.text();
  }

  /** The key of an address whose node has not said its name. */
  public static String keyOf(PeerAddress address) {
    return address.toString();
  }

  /**
   * The name in a key; null where the key is an address.
   *
   * @throws IllegalArgumentException if it is neither
   */
  static @Nullable NodeId nodeIdOf(String key) {
    if (key.startsWith(NODE_PREFIX)) {
      return new NodeId(key.substring(NODE_PREFIX.length()));
    }
    return PeerAddress.parse(key).isPresent() ? null : new NodeId(key);
  }
}
