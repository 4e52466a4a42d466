package network.vision.protocol;

import org.jspecify.annotations.Nullable;

/** The fields of the small messages, read together; each message asks for its own. */
final class MessageFields {

  private @Nullable Long timestamp;
  private @Nullable Long height;
  private @Nullable String hash;
  private @Nullable String reason;
  private @Nullable String signature;
  private @Nullable Long nonce;
  private @Nullable Integer port;
  private @Nullable DialBackOutcome outcome;
  private @Nullable PeerAddress address;
  private String detail = "";

  private MessageFields() {}

  static MessageFields read(JsonReader in) throws RefusedException {
    MessageFields fields = new MessageFields();
    in.object();
    while (in.nextField()) {
      switch (in.field()) {
        case "timestamp" -> fields.timestamp = in.u64();
        case "height" -> fields.height = in.u64();
        case "hash" -> fields.hash = in.shortTextOrNull();
        case "reason" -> fields.reason = Texts.printable(in.text(), Limits.MAX_REASON_CHARS);
        case "signature" -> fields.signature = in.shortText();
        case "nonce" -> fields.nonce = in.u64();
        case "port" -> fields.port = (int) in.integer(1, PeerAddress.MAX_PORT, Refusal.BAD_PORT);
        case "outcome" -> fields.outcome = DialBackOutcome.of(in.shortText());
        case "address" -> fields.address = in.isNull() ? null : address(in.text());
        case "detail" -> fields.detail = in.shortText();
        default -> in.skip();
      }
    }
    return fields;
  }

  long timestamp() throws RefusedException {
    return require(timestamp);
  }

  long height() throws RefusedException {
    return require(height);
  }

  String hash() throws RefusedException {
    return require(hash);
  }

  @Nullable String hashOrNull() {
    return hash;
  }

  String reason() throws RefusedException {
    return require(reason);
  }

  String signature() throws RefusedException {
    return require(signature);
  }

  long nonce() throws RefusedException {
    return require(nonce);
  }

  int port() throws RefusedException {
    return require(port);
  }

  DialBackOutcome outcome() throws RefusedException {
    return require(outcome);
  }

  @Nullable PeerAddress addressOrNull() {
    return address;
  }

  String detail() {
    return detail;
  }

  private static PeerAddress address(String text) throws RefusedException {
    return PeerAddress.parse(text).orElseThrow(() -> new RefusedException(Refusal.BAD_ADDRESS));
  }

  private static <T> T require(@Nullable T value) throws RefusedException {
    if (value == null) {
      throw new RefusedException(Refusal.MISSING_FIELD);
    }
    return value;
  }
}
