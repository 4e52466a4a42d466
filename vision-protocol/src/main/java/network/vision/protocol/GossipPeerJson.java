package network.vision.protocol;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One peer in gossip as JSON. A bad entry is refused alone: the reader stands behind it afterwards,
 * whatever was in it.
 *
 * <pre>
 * {"node_id":"3f2a...","node_tag":"VNODE-ABC", ... ,"ip_address":"192.168.1.1:7072","port":7072, ... ,"last_seen":1764873000}
 * </pre>
 *
 * <p>Source: {@code docs/PROTOCOL.md §5}.
 */
final class GossipPeerJson {

  private static final JsonName<Field> FIRST = JsonName.first(Field.class);
  private static final int ABSENT = -1;
  private static final List<String> ROLES = List.of("constellation", "guardian");
  private static final List<String> TIERS =
      Stream.of(ReputationTier.values()).map(ReputationTier::wireName).toList();

  private enum Field {
    NODE_ID,
    NODE_TAG,
    VISION_ADDRESS,
    IP_ADDRESS,
    PORT,
    ROLE,
    LAST_SEEN,
    REPUTATION_TIER,
    IS_VERIFIED,
    REACHABLE,
    NAT_TYPE,
    REGION,
    RECORD,
    OTHER
  }

  private @Nullable String nodeId;
  private @Nullable String nodeTag;
  private @Nullable String visionAddress;
  private @Nullable String ipAddress;
  private int port = ABSENT;
  private @Nullable String role;
  private long lastSeenSeconds;
  private boolean hasLastSeen;
  private @Nullable String reputationTier;
  private boolean isVerified;
  private boolean hasIsVerified;
  private boolean isReachable;
  private @Nullable String natType;
  private @Nullable String region;
  private @Nullable PeerRecord record;

  private GossipPeerJson() {}

  static Decoded<GossipPeer> read(JsonReader in) {
    if (!in.isObject()) {
      in.skip();
      return new Decoded.Refused<>(Refusal.BAD_FIELD);
    }
    int depth = in.depth();
    try {
      GossipPeerJson fields = new GossipPeerJson();
      in.object();
      JsonName<Field> name = in.nextField(FIRST);
      while (name != null) {
        fields.readField(name.field(), in);
        name = in.nextField(name.next());
      }
      return new Decoded.Accepted<>(fields.build());
    } catch (RefusedException e) {
      in.leave(depth);
      return new Decoded.Refused<>(e.refusal());
    }
  }

  static void write(JsonWriter out, GossipPeer peer) {
    out.object(() -> {
      out.text("node_id", peer.nodeId().text())
          .text("node_tag", peer.nodeTag())
          .text("vision_address", peer.visionAddress());
      if (peer.isPortStated()) {
        out.text("ip_address", peer.address().toString()).number("port", peer.address().port());
      } else {
        out.text("ip_address", peer.address().ip().toString());
      }
      out.text("role", peer.role())
          .number("last_seen", peer.lastSeenSeconds())
          .text("reputation_tier", peer.reputationTier())
          .bool("is_verified", peer.isVerified())
          .bool("reachable", peer.isReachable())
          .text("nat_type", peer.natType())
          .text("region", peer.region());
      if (peer.record() != null) {
        PeerRecordJson.write(out.name("record"), peer.record());
      }
    });
  }

  private void readField(Field field, JsonReader in) throws RefusedException {
    switch (field) {
      case NODE_ID -> nodeId = in.text();
      case NODE_TAG -> nodeTag = in.shortText();
      case VISION_ADDRESS -> visionAddress = in.shortText();
      case IP_ADDRESS -> ipAddress = in.textOrNull();
      case PORT -> port = in.u16(Refusal.BAD_PORT);
      case ROLE -> role = in.shortText(ROLES);
      case LAST_SEEN -> {
        lastSeenSeconds = in.i64();
        hasLastSeen = true;
      }
      case REPUTATION_TIER -> reputationTier = in.shortText(TIERS);
      case IS_VERIFIED -> {
        isVerified = in.bool();
        hasIsVerified = true;
      }
      case REACHABLE -> isReachable = in.bool();
      case NAT_TYPE -> natType = in.shortTextOrNull();
      case REGION -> region = in.shortTextOrNull();
      case RECORD -> record = PeerRecordJson.readLeniently(in);
      case OTHER -> in.skip();
    }
  }

  private GossipPeer build() throws RefusedException {
    NodeId id =
        NodeId.parse(require(nodeId)).orElseThrow(() -> new RefusedException(Refusal.BAD_TEXT));
    if (ipAddress == null) {
      throw new RefusedException(Refusal.NO_ADDRESS);
    }
    Optional<PeerAddress> inText = PeerAddress.parse(ipAddress);
    if (!hasLastSeen || !hasIsVerified) {
      throw new RefusedException(Refusal.MISSING_FIELD);
    }
    return new GossipPeer(
        id,
        require(nodeTag),
        require(visionAddress),
        address(ipAddress, inText),
        port != ABSENT || inText.isPresent(),
        require(role),
        lastSeenSeconds,
        require(reputationTier),
        isVerified,
        isReachable,
        natType,
        region,
        record);
  }

  /** The field wins over a port in the text; without either it is the default. */
  private PeerAddress address(String text, Optional<PeerAddress> inText) throws RefusedException {
    if (port != ABSENT && !PeerAddress.isPort(port)) {
      throw new RefusedException(Refusal.BAD_PORT);
    }
    if (inText.isPresent() && (port == ABSENT || port == inText.get().port())) {
      return inText.get();
    }
    IpAddress ip =
        inText
            .map(PeerAddress::ip)
            .or(() -> IpAddress.parse(text))
            .orElseThrow(() -> new RefusedException(Refusal.BAD_ADDRESS));
    return new PeerAddress(ip, port != ABSENT ? port : HandshakeVersion.V4.defaultPort());
  }

  private static <T> T require(@Nullable T value) throws RefusedException {
    if (value == null) {
      throw new RefusedException(Refusal.MISSING_FIELD);
    }
    return value;
  }
}
