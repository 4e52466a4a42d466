package network.vision.store;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import network.vision.protocol.HandshakeVersion;
import network.vision.protocol.NodeId;
import network.vision.protocol.PeerAddress;
import network.vision.protocol.PeerRecord;
import network.vision.protocol.PublicKey;
import org.jspecify.annotations.Nullable;

/**
 * Gathers the fields of one line of a peer file. The format is in {@code docs/OPERATIONS.md}, under
 * "Data directory"; unknown fields are skipped, missing ones take their defaults.
 */
final class PeerReader {

  private @Nullable String key;
  private @Nullable String forgotten;
  private @Nullable Integer formatVersion;
  private @Nullable String banned;
  private String target = "";
  private Instant since = Instant.EPOCH;
  private Instant until = Instant.EPOCH;
  private boolean isByOperator;
  private String reason = "";
  private String tag = "";
  private String role = "";
  private String visionAddress = "";
  private boolean isUsual;
  private String ebid = "";
  private @Nullable PeerRecord record;
  private @Nullable PublicKey provenKey;
  private @Nullable HandshakeVersion handshake;
  private Instant handshakeAt = Instant.EPOCH;
  private double penalty;
  private Instant penaltyAt = Instant.EPOCH;
  private @Nullable Instant bannedUntil;
  private boolean isAnchor;
  private final List<StoredAddress> addresses = new ArrayList<>(2);

  /**
   * @throws IllegalArgumentException naming what is wrong
   */
  static PeerLine read(Fields in) {
    PeerReader reader = new PeerReader();
    in.object();
    while (in.nextField()) {
      reader.readField(in);
    }
    return reader.line();
  }

  private PeerLine line() {
    if (formatVersion != null) {
      return new PeerLine.Header(formatVersion);
    }
    if (forgotten != null) {
      return new PeerLine.Forgotten(forgotten);
    }
    if (banned != null) {
      return new PeerLine.Banned(new StoredBan(banned, target, since, until, isByOperator, reason));
    }
    if (key == null) {
      throw new IllegalArgumentException("peer: missing");
    }
    NodeId nodeId = StoredPeer.nodeIdOf(key);
    StoredPeer peer =
        new StoredPeer(
            nodeId,
            claims(nodeId),
            provenKey,
            handshake == null ? null : new StoredPeer.Spoken(handshake, handshakeAt),
            standing(),
            isAnchor,
            addresses);
    if (nodeId == null && !peer.key().equals(key)) {
      throw new IllegalArgumentException("peer: not the address that is listed");
    }
    return new PeerLine.Peer(peer);
  }

  private StoredPeer.Claims claims(@Nullable NodeId nodeId) {
    return isUsual && nodeId != null
        ? StoredPeer.Claims.usual(role, ebid, record)
        : StoredPeer.Claims.of(nodeId, tag, role, visionAddress, ebid, record);
  }

  /** Nearly every peer has the same. */
  private StoredPeer.Standing standing() {
    return penalty == 0 && bannedUntil == null && penaltyAt.equals(Instant.EPOCH)
        ? StoredPeer.Standing.BLAMELESS
        : new StoredPeer.Standing(penalty, penaltyAt, bannedUntil);
  }

  private void readField(Fields in) {
    switch (in.field()) {
      case FORMAT -> requireFormat(in.text());
      case VERSION -> formatVersion = in.integer(1, Integer.MAX_VALUE);
      case FORGOTTEN -> forgotten = in.text();
      case BANNED -> banned = in.text();
      case TARGET -> target = in.text();
      case SINCE -> since = in.time();
      case UNTIL -> until = in.time();
      case BY_OPERATOR -> isByOperator = in.bool();
      case REASON -> reason = in.text();
      case PEER -> key = in.text();
      case TAG -> tag = in.text();
      case ROLE -> role = in.word();
      case VISION_ADDRESS -> visionAddress = in.text();
      case USUAL -> isUsual = in.bool();
      case EBID -> ebid = in.text();
      case RECORD -> record = readRecord(in);
      case PROVEN_KEY -> provenKey = in.text(PublicKey::parse);
      case HANDSHAKE -> handshake = readHandshake(in);
      case HANDSHAKE_AT -> handshakeAt = in.time();
      case PENALTY -> penalty = in.number();
      case PENALTY_AT -> penaltyAt = in.time();
      case BANNED_UNTIL -> bannedUntil = in.time();
      case ANCHOR -> isAnchor = in.bool();
      case ADDRESSES -> readAddresses(in);
      default -> in.skip();
    }
  }

  private static void requireFormat(String format) {
    if (!format.equals(PeerWriter.FORMAT)) {
      throw new IllegalArgumentException("format: not " + PeerWriter.FORMAT);
    }
  }

  private static HandshakeVersion readHandshake(Fields in) {
    return HandshakeVersion.of(in.integer(0, 255))
        .orElseThrow(() -> new IllegalArgumentException("handshake: not 3 or 4"));
  }

  private void readAddresses(Fields in) {
    in.array();
    while (in.nextItem()) {
      addresses.add(AddressReader.read(in));
    }
  }

  private static PeerRecord readRecord(Fields in) {
    PublicKey publicKey = null;
    Long seq = null;
    String signature = null;
    List<PeerAddress> addresses = new ArrayList<>();
    in.object();
    while (in.nextField()) {
      switch (in.field()) {
        case PUBLIC_KEY -> publicKey = in.text(PublicKey::parse);
        case SEQ -> seq = in.u64();
        case SIGNATURE -> signature = in.text();
        case ADDRESSES -> {
          in.array();
          while (in.nextItem()) {
            addresses.add(in.text(PeerAddress::parse));
          }
        }
        default -> in.skip();
      }
    }
    if (publicKey == null || seq == null || signature == null) {
      throw new IllegalArgumentException("record: public_key, seq or signature is missing");
    }
    return new PeerRecord(publicKey, seq, addresses, signature);
  }

  private PeerReader() {}
}
