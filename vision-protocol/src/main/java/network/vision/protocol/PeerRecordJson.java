package network.vision.protocol;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Signed records as JSON.
 *
 * <pre>
 * {"public_key":"Base64 of 32 bytes","seq":1764873060000,"addresses":["192.0.2.1:7072"],"signature":"Base64 of 64 bytes"}
 * </pre>
 *
 * <p>Source: {@code docs/PROTOCOL.md §7}.
 */
final class PeerRecordJson {

  /** The record, or null where it is malformed or absent: what carries it is read on either way. */
  static @Nullable PeerRecord readLeniently(JsonReader in) {
    if (!in.isObject()) {
      in.skip();
      return null;
    }
    int depth = in.depth();
    try {
      return read(in);
    } catch (RefusedException e) {
      in.leave(depth);
      return null;
    }
  }

  static void write(JsonWriter out, PeerRecord record) {
    out.object(() ->
        out.text("public_key", record.publicKey().base64())
            .u64("seq", record.seq())
            .texts("addresses", record.addresses().stream().map(PeerAddress::toString).toList())
            .text("signature", record.signature()));
  }

  private static PeerRecord read(JsonReader in) throws RefusedException {
    Optional<PublicKey> key = Optional.empty();
    Long seq = null;
    List<PeerAddress> addresses = null;
    String signature = null;
    in.object();
    while (in.nextField()) {
      switch (in.field()) {
        case "public_key" -> key = PublicKey.parse(in.text());
        case "seq" -> seq = in.u64();
        case "addresses" -> addresses = readAddresses(in);
        case "signature" -> signature = in.text();
        default -> in.skip();
      }
    }
    if (key.isEmpty() || seq == null || addresses == null || signature == null) {
      throw new RefusedException(Refusal.MISSING_FIELD);
    }
    if (!Base64s.isCanonical(signature, Identity.SIGNATURE_BYTES)) {
      throw new RefusedException(Refusal.BAD_TEXT);
    }
    return new PeerRecord(key.get(), seq, addresses, signature);
  }

  /** Only canonical texts: what is relayed must be what was signed. */
  private static List<PeerAddress> readAddresses(JsonReader in) throws RefusedException {
    List<PeerAddress> addresses = new ArrayList<>();
    in.array();
    while (in.nextItem()) {
      String text = in.text();
      PeerAddress address =
          PeerAddress.parse(text).orElseThrow(() -> new RefusedException(Refusal.BAD_ADDRESS));
      if (addresses.size() == Limits.MAX_RECORD_ADDRESSES || !address.toString().equals(text)) {
        throw new RefusedException(Refusal.BAD_ADDRESS);
      }
      addresses.add(address);
    }
    return addresses;
  }

  private PeerRecordJson() {}
}
