package network.vision.store;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import network.vision.protocol.HandshakeVersion;
import network.vision.protocol.IpAddress;
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

  private static final String PORT_ASSUMED = "default";

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
            new StoredPeer.Claims(tag, role, visionAddress, ebid, record),
            provenKey,
            handshake == null ? null : new StoredPeer.Spoken(handshake, handshakeAt),
            new StoredPeer.Standing(penalty, penaltyAt, bannedUntil),
            isAnchor,
            addresses);
    if (nodeId == null && !peer.key().equals(key)) {
      throw new IllegalArgumentException("peer: not the address that is listed");
    }
    return new PeerLine.Peer(peer);
  }

  private void readField(Fields in) {
    switch (in.field()) {
      case "format" -> requireFormat(in.text());
      case "version" -> formatVersion = in.integer(1, Integer.MAX_VALUE);
      case "forgotten" -> forgotten = in.text();
      case "banned" -> banned = in.text();
      case "target" -> target = in.text();
      case "since" -> since = in.time();
      case "until" -> until = in.time();
      case "by_operator" -> isByOperator = in.bool();
      case "reason" -> reason = in.text();
      case "peer" -> key = in.text();
      case "tag" -> tag = in.text();
      case "role" -> role = in.text();
      case "vision_address" -> visionAddress = in.text();
      case "ebid" -> ebid = in.text();
      case "record" -> record = readRecord(in);
      case "proven_key" -> provenKey = in.text(PublicKey::parse);
      case "handshake" -> handshake = readHandshake(in);
      case "handshake_at" -> handshakeAt = in.time();
      case "penalty" -> penalty = in.number();
      case "penalty_at" -> penaltyAt = in.time();
      case "banned_until" -> bannedUntil = in.time();
      case "anchor" -> isAnchor = in.bool();
      case "addresses" -> readAddresses(in);
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
      addresses.add(readAddress(in));
    }
  }

  private static StoredAddress readAddress(Fields in) {
    SeedFile.Seed place = null;
    String provenance = "";
    IpAddress heardFrom = null;
    Instant firstHeard = Instant.EPOCH;
    Instant lastSuccess = null;
    Instant lastFailure = null;
    String failure = "unknown";
    int attempts = 0;
    boolean isTried = false;
    in.object();
    while (in.nextField()) {
      switch (in.field()) {
        case "address" -> place = in.text(SeedFile.Seed::parse);
        case "provenance" -> provenance = in.text();
        case "heard_from" -> heardFrom = in.text(IpAddress::parse);
        case "first_heard" -> firstHeard = in.time();
        case "last_success" -> lastSuccess = in.time();
        case "last_failure" -> lastFailure = in.time();
        case "failure" -> failure = in.text();
        case "attempts" -> attempts = in.integer(0, Integer.MAX_VALUE);
        case "tried" -> isTried = in.bool();
        default -> in.skip();
      }
    }
    if (place == null) {
      throw new IllegalArgumentException("address: missing");
    }
    return new StoredAddress(
        place.address(),
        new StoredAddress.Origin(
            place.isPortStated() ? provenance : PORT_ASSUMED, heardFrom, firstHeard),
        new StoredAddress.History(
            lastSuccess,
            lastFailure == null ? null : new StoredAddress.Failure(lastFailure, failure),
            attempts,
            isTried));
  }

  private static PeerRecord readRecord(Fields in) {
    PublicKey publicKey = null;
    Long seq = null;
    String signature = null;
    List<PeerAddress> addresses = new ArrayList<>();
    in.object();
    while (in.nextField()) {
      switch (in.field()) {
        case "public_key" -> publicKey = in.text(PublicKey::parse);
        case "seq" -> seq = in.u64();
        case "signature" -> signature = in.text();
        case "addresses" -> {
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
