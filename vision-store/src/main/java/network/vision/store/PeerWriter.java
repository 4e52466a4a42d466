package network.vision.store;

import java.nio.ByteBuffer;
import java.time.Instant;
import network.vision.protocol.PeerAddress;
import network.vision.protocol.PeerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Writes the lines of a peer file; the counterpart of {@link PeerReader}. What has its default
 * value is left out.
 */
final class PeerWriter {

  /** Name of the format in the first line. */
  static final String FORMAT = "vision-peers";

  /** Version of the format in the first line. */
  static final int VERSION = 1;

  private final JsonLines out = new JsonLines();

  /** One line without seal and newline, for people and for {@link PeerImport}. */
  static byte[] plain(PeerLine content) {
    PeerWriter writer = new PeerWriter();
    writer.begin(content);
    writer.out.end();
    return writer.out.toByteArray();
  }

  /** One line with its seal. */
  static byte[] sealed(PeerLine content) {
    PeerWriter writer = new PeerWriter();
    writer.addSealed(content);
    return writer.out.toByteArray();
  }

  /** Appends a line with its seal. */
  void addSealed(PeerLine content) {
    begin(content);
    out.endSealed();
  }

  /** Takes back all that was added, and keeps the room for it. */
  void clear() {
    out.clear();
  }

  /** How many bytes were added. */
  int size() {
    return out.size();
  }

  /** What was added; until something more is. */
  ByteBuffer bytes() {
    return out.view();
  }

  private void begin(PeerLine content) {
    out.begin();
    switch (content) {
      case PeerLine.Header(int version) -> out.text("format", FORMAT).number("version", version);
      case PeerLine.Forgotten(String key) -> out.text("forgotten", key);
      case PeerLine.Banned(StoredBan ban) -> write(ban);
      case PeerLine.Peer(StoredPeer peer) -> write(peer);
    }
  }

  private void write(StoredBan ban) {
    out.text("banned", ban.kind());
    out.text("target", ban.target());
    out.time("since", ban.since());
    out.time("until", ban.until());
    if (ban.isByOperator()) {
      out.yes("by_operator");
    }
    textIfAny("reason", ban.reason());
  }

  private void write(StoredPeer peer) {
    out.text("peer", peer.key());
    StoredPeer.Claims claims = peer.claims();
    if (claims.ownLabels() == null) {
      out.yes("usual");
    } else {
      textIfAny("tag", claims.ownLabels().tag());
      textIfAny("vision_address", claims.ownLabels().visionAddress());
    }
    textIfAny("role", claims.role());
    textIfAny("ebid", claims.ebid());
    if (peer.provenKey() != null) {
      out.text("proven_key", peer.provenKey().base64());
    }
    if (peer.spoken() != null) {
      out.number("handshake", peer.spoken().version().wireByte());
      out.time("handshake_at", peer.spoken().learned());
    }
    write(peer.standing());
    if (peer.isAnchor()) {
      out.yes("anchor");
    }
    out.beginList("addresses");
    for (StoredAddress address : peer.addresses()) {
      write(address);
    }
    out.endList();
    if (claims.record() != null) {
      write(claims.record());
    }
  }

  private void write(StoredPeer.Standing standing) {
    if (standing.penalty() != 0) {
      out.number("penalty", standing.penalty());
    }
    if (!standing.asOf().equals(Instant.EPOCH)) {
      out.time("penalty_at", standing.asOf());
    }
    timeIfAny("banned_until", standing.bannedUntil());
  }

  private void write(StoredAddress stored) {
    out.beginObject();
    out.address("address", stored.address());
    StoredAddress.Origin origin = stored.origin();
    out.text("provenance", origin.provenance());
    if (origin.heardFrom() != null) {
      out.ip("heard_from", origin.heardFrom());
    }
    out.time("first_heard", origin.firstHeard());
    StoredAddress.History history = stored.history();
    timeIfAny("last_success", history.lastSuccess());
    if (history.lastFailure() != null) {
      out.time("last_failure", history.lastFailure().at());
      out.text("failure", history.lastFailure().kind());
    }
    if (history.attempts() != 0) {
      out.number("attempts", history.attempts());
    }
    out.endObject();
  }

  private void write(PeerRecord record) {
    out.beginObject("record");
    out.text("public_key", record.publicKey().base64());
    out.u64("seq", record.seq());
    out.texts("addresses", record.addresses().stream().map(PeerAddress::toString).toList());
    out.text("signature", record.signature());
    out.endObject();
  }

  private void textIfAny(String field, String value) {
    if (!value.isEmpty()) {
      out.text(field, value);
    }
  }

  private void timeIfAny(String field, @Nullable Instant value) {
    if (value != null) {
      out.time(field, value);
    }
  }
}
