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
   * What a peer is called.
   *
   * @param tag at most 128 bytes of UTF-8 that print; "" until heard
   * @param visionAddress at most 128 bytes of UTF-8 that print; "" until heard
   */
  public record Labels(String tag, String visionAddress) {

    /** Nothing heard yet. */
    public static final Labels NONE = new Labels("", "");

    /**
     * @throws IllegalArgumentException if a text is too long or holds what does not print
     */
    public Labels {
      StoredText.requirePrintable("tag", tag);
      StoredText.requirePrintable("vision_address", visionAddress);
    }

    /** Those of a node whose operator chose none; they follow from its id. */
    static Labels usual(NodeId nodeId) {
      String tag = nodeId.defaultTag();
      return new Labels(tag, nodeId.visionAddress(tag));
    }
  }

  /**
   * What a peer says of itself, or others of it.
   *
   * @param ownLabels null, as of nearly all, where they are those that follow from the node id
   * @param role at most 128 bytes of UTF-8 that print; "" until heard
   * @param ebid at most 128 bytes of UTF-8 that print; "" until heard
   * @param record its own signed word
   */
  public record Claims(
      @Nullable Labels ownLabels, String role, String ebid, @Nullable PeerRecord record) {

    /** Nothing said yet. */
    public static final Claims NONE = new Claims(Labels.NONE, "", "", null);

    private static final Map<String, Claims> USUAL =
        Map.of(
            "constellation", new Claims(null, "constellation", "", null),
            "guardian", new Claims(null, "guardian", "", null));

    /**
     * @throws IllegalArgumentException if a text is too long or holds what does not print
     */
    public Claims {
      StoredText.requirePrintable("role", role);
      StoredText.requirePrintable("ebid", ebid);
    }

    /**
     * What is said of {@code nodeId}, without what follows from it.
     *
     * @param nodeId null while nobody has said it
     * @throws IllegalArgumentException if a text is too long or holds what does not print
     */
    public static Claims of(
        @Nullable NodeId nodeId,
        String tag,
        String role,
        String visionAddress,
        String ebid,
        @Nullable PeerRecord record) {
      Labels labels = new Labels(tag, visionAddress);
      return nodeId != null && labels.equals(Labels.usual(nodeId))
          ? usual(role, ebid, record)
          : new Claims(labels, role, ebid, record);
    }

    /** Of a peer whose labels follow from its id; one value for all who say no more than a role. */
    static Claims usual(String role, String ebid, @Nullable PeerRecord record) {
      Claims shared = ebid.isEmpty() && record == null ? USUAL.get(role) : null;
      return shared == null ? new Claims(null, role, ebid, record) : shared;
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
   * @throws IllegalArgumentException if there are too many addresses, or, without a name, not
   *     exactly one or no labels
   */
  public StoredPeer {
    addresses = List.copyOf(addresses);
    if (nodeId == null && addresses.size() != 1) {
      throw new IllegalArgumentException("a peer without a name has exactly one address");
    }
    if (nodeId == null && claims.ownLabels() == null) {
      throw new IllegalArgumentException("no labels follow from an address");
    }
    if (addresses.size() > StoreLimits.MAX_ADDRESSES_PER_PEER) {
      throw new IllegalArgumentException(
          "a peer has at most " + StoreLimits.MAX_ADDRESSES_PER_PEER + " addresses");
    }
  }

  /** What the peer is called. */
  public Labels labels() {
    Labels own = claims.ownLabels();
    return own == null ? Labels.usual(Objects.requireNonNull(nodeId)) : own;
  }

  /** The same peer with its labels as texts, for who does not know what follows from an id. */
  StoredPeer spelledOut() {
    Claims spelledOut = new Claims(labels(), claims.role(), claims.ebid(), claims.record());
    return new StoredPeer(nodeId, spelledOut, provenKey, spoken, standing, isAnchor, addresses);
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
