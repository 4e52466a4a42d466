package network.vision.store;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Instant;
import network.vision.protocol.PeerAddress;
import network.vision.protocol.PeerRecord;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Writes the lines of a peer file; the counterpart of {@link PeerReader}. What has its default
 * value is left out.
 */
final class PeerWriter {

  /** Name of the format in the first line. */
  static final String FORMAT = "vision-peers";

  /** Version of the format in the first line. */
  static final int VERSION = 1;

  private static final JsonFactory FACTORY = JsonFactory.builder().rootValueSeparator("").build();

  private final Lines lines = new Lines();
  private final JsonGenerator out = FACTORY.createGenerator(ObjectWriteContext.empty(), lines);

  /** One line without seal and newline, for people and for {@link PeerImport}. */
  static byte[] plain(PeerLine content) {
    PeerWriter writer = new PeerWriter();
    writer.add(content);
    return writer.lines.toByteArray();
  }

  /** One line with its seal. */
  static byte[] sealed(PeerLine content) {
    PeerWriter writer = new PeerWriter();
    writer.addSealed(content);
    return writer.lines.toByteArray();
  }

  /** Appends a line with its seal. */
  void addSealed(PeerLine content) {
    int start = lines.size();
    add(content);
    lines.seal(start);
  }

  /** How many bytes were added. */
  int size() {
    return lines.size();
  }

  /** What was added; until something more is. */
  ByteBuffer bytes() {
    return lines.view();
  }

  private void add(PeerLine content) {
    out.writeStartObject();
    switch (content) {
      case PeerLine.Header(int version) -> {
        out.writeStringProperty("format", FORMAT);
        out.writeNumberProperty("version", version);
      }
      case PeerLine.Forgotten(String key) -> out.writeStringProperty("forgotten", key);
      case PeerLine.Banned(StoredBan ban) -> writeBan(out, ban);
      case PeerLine.Peer(StoredPeer peer) -> writePeer(out, peer);
    }
    out.writeEndObject();
    out.flush();
  }

  private static void writeBan(JsonGenerator out, StoredBan ban) {
    out.writeStringProperty("banned", ban.kind());
    out.writeStringProperty("target", ban.target());
    time(out, "since", ban.since());
    time(out, "until", ban.until());
    if (ban.isByOperator()) {
      out.writeBooleanProperty("by_operator", true);
    }
    text(out, "reason", ban.reason());
  }

  private static void writePeer(JsonGenerator out, StoredPeer peer) {
    out.writeStringProperty("peer", peer.key());
    StoredPeer.Claims claims = peer.claims();
    text(out, "tag", claims.tag());
    text(out, "role", claims.role());
    text(out, "vision_address", claims.visionAddress());
    text(out, "ebid", claims.ebid());
    if (peer.provenKey() != null) {
      out.writeStringProperty("proven_key", peer.provenKey().base64());
    }
    if (peer.spoken() != null) {
      out.writeNumberProperty("handshake", peer.spoken().version().wireByte());
      time(out, "handshake_at", peer.spoken().learned());
    }
    StoredPeer.Standing standing = peer.standing();
    if (standing.penalty() != 0) {
      out.writeNumberProperty("penalty", standing.penalty());
    }
    if (!standing.asOf().equals(Instant.EPOCH)) {
      time(out, "penalty_at", standing.asOf());
    }
    time(out, "banned_until", standing.bannedUntil());
    if (peer.isAnchor()) {
      out.writeBooleanProperty("anchor", true);
    }
    out.writeArrayPropertyStart("addresses");
    peer.addresses().forEach(address -> writeAddress(out, address));
    out.writeEndArray();
    if (claims.record() != null) {
      writeRecord(out, claims.record());
    }
  }

  private static void writeAddress(JsonGenerator out, StoredAddress stored) {
    out.writeStartObject();
    out.writeStringProperty("address", stored.address().toString());
    StoredAddress.Origin origin = stored.origin();
    out.writeStringProperty("provenance", origin.provenance());
    if (origin.heardFrom() != null) {
      out.writeStringProperty("heard_from", origin.heardFrom().toString());
    }
    time(out, "first_heard", origin.firstHeard());
    StoredAddress.History history = stored.history();
    time(out, "last_success", history.lastSuccess());
    if (history.lastFailure() != null) {
      time(out, "last_failure", history.lastFailure().at());
      out.writeStringProperty("failure", history.lastFailure().kind());
    }
    if (history.attempts() != 0) {
      out.writeNumberProperty("attempts", history.attempts());
    }
    if (history.isTried()) {
      out.writeBooleanProperty("tried", true);
    }
    out.writeEndObject();
  }

  private static void writeRecord(JsonGenerator out, PeerRecord record) {
    out.writeObjectPropertyStart("record");
    out.writeStringProperty("public_key", record.publicKey().base64());
    out.writeName("seq");
    if (record.seq() >= 0) {
      out.writeNumber(record.seq());
    } else {
      out.writeNumber(new BigInteger(Long.toUnsignedString(record.seq())));
    }
    out.writeArrayPropertyStart("addresses");
    for (PeerAddress address : record.addresses()) {
      out.writeString(address.toString());
    }
    out.writeEndArray();
    out.writeStringProperty("signature", record.signature());
    out.writeEndObject();
  }

  private static void text(JsonGenerator out, String field, String value) {
    if (!value.isEmpty()) {
      out.writeStringProperty(field, value);
    }
  }

  private static void time(JsonGenerator out, String field, @Nullable Instant value) {
    if (value != null) {
      out.writeStringProperty(field, TimeText.format(value));
    }
  }

  /** Bytes whose last line can be sealed in place. */
  private static final class Lines extends ByteArrayOutputStream {

    Lines() {
      super(1024);
    }

    /** Puts the seal of the line from {@code start} on in the place of its closing brace. */
    void seal(int start) {
      count--;
      writeBytes(SealedLine.seal(buf, start, count));
    }

    ByteBuffer view() {
      return ByteBuffer.wrap(buf, 0, count);
    }
  }
}
