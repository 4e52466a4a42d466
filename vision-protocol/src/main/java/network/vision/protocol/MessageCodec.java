package network.vision.protocol;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Messages to JSON and back; the length before each is the transport's.
 *
 * <pre>
 * +----------------+---------------------------+
 * | length, u32 BE | one JSON value, UTF-8     |
 * +----------------+---------------------------+
 *    transport        here:  {"Ping":{"timestamp":1}}  or  "GetPeers"
 * </pre>
 *
 * <p>Source: {@code docs/PROTOCOL.md §4}.
 */
public final class MessageCodec {

  private static final int MAX_NAME_CHARS = 64;

  private static final Set<String> CHAIN_DATA =
      Set.of(
          "GetHeaders",
          "Headers",
          "GetBlock",
          "Block",
          "GetBlocks",
          "GetBlocksByRange",
          "Blocks",
          "CompactBlock",
          "FullBlock",
          "Transaction",
          "MinerTuningHint",
          "Handshake");

  /** Reads one message. */
  public static Decoded<Message> decode(byte[] json) {
    if (json.length == 0) {
      return new Decoded.Refused<>(Refusal.EMPTY);
    }
    Message ping = PingText.read(json);
    Message plain = ping != null ? ping : readPlain(json);
    return plain != null ? new Decoded.Accepted<>(plain) : parse(json);
  }

  /** The JSON of {@code message}. */
  public static byte[] encode(Message message) {
    return switch (message) {
      case Message.Ping ping -> PingText.write(ping);
      case Message.Pong pong -> PingText.write(pong);
      default -> JsonWriter.encode(out -> write(out, message));
    };
  }

  /** Reads one message in its usual spelling; null if it is anything else. */
  static @Nullable Message readPlain(byte[] json) {
    return PlainJson.read(json, MessageCodec::read);
  }

  /** Reads one message with the parser, however it is spelled. */
  static Decoded<Message> parse(byte[] json) {
    return ParsedJson.decode(json, MessageCodec::read);
  }

  private static Message read(JsonReader in) throws RefusedException {
    if (in.isText()) {
      String name = in.text();
      return bare(name);
    }
    if (!in.isObject()) {
      throw new RefusedException(Refusal.MALFORMED_JSON);
    }
    in.object();
    if (!in.nextField()) {
      throw new RefusedException(Refusal.MALFORMED_JSON);
    }
    String name = in.field();
    Message message = in.isNull() ? bare(name) : tagged(name, in);
    if (in.nextField()) {
      throw new RefusedException(Refusal.MALFORMED_JSON);
    }
    return message;
  }

  private static Message bare(String name) throws RefusedException {
    return switch (name) {
      case "GetPeers" -> new Message.GetPeers();
      case "PeerExchangeRequest" -> new Message.PeerExchangeRequest();
      case "GetTip" -> new Message.GetTip();
      case "Ping",
          "Pong",
          "PeerList",
          "PeerExchangeResponse",
          "PeerGossip",
          "Disconnect",
          "Tip",
          "GetBlockHash",
          "BlockHash",
          "Proof",
          "DialBack",
          "DialBackResult" ->
          throw new RefusedException(Refusal.MISSING_FIELD);
      default -> notRead(name);
    };
  }

  private static Message tagged(String name, JsonReader in) throws RefusedException {
    return switch (name) {
      case "Ping" -> new Message.Ping(MessageFields.read(in).timestamp());
      case "Pong" -> new Message.Pong(MessageFields.read(in).timestamp());
      case "PeerList" -> PeerListJson.readList(in);
      case "PeerExchangeResponse" -> PeerListJson.readExchange(in);
      case "PeerGossip" -> PeerListJson.readGossip(in);
      case "Disconnect" -> new Message.Disconnect(MessageFields.read(in).reason());
      case "Tip" -> {
        MessageFields fields = MessageFields.read(in);
        yield new Message.Tip(fields.height(), fields.hash());
      }
      case "GetBlockHash" -> new Message.GetBlockHash(MessageFields.read(in).height());
      case "BlockHash" -> {
        MessageFields fields = MessageFields.read(in);
        yield new Message.BlockHash(fields.height(), fields.hashOrNull());
      }
      case "Proof" -> new Message.ProofOfKey(MessageFields.read(in).signature());
      case "DialBack" -> {
        MessageFields fields = MessageFields.read(in);
        yield new Message.DialBack(fields.nonce(), fields.port());
      }
      case "DialBackResult" -> {
        MessageFields fields = MessageFields.read(in);
        yield new Message.DialBackResult(
            fields.nonce(), fields.outcome(), fields.addressOrNull(), fields.detail());
      }
      case "GetPeers", "PeerExchangeRequest", "GetTip" ->
          throw new RefusedException(Refusal.BAD_FIELD);
      default -> {
        in.skip();
        yield notRead(name);
      }
    };
  }

  private static Message notRead(String name) {
    return CHAIN_DATA.contains(name)
        ? new Message.Uninterpreted(name)
        : new Message.Unknown(Texts.printable(name, MAX_NAME_CHARS));
  }

  private static void write(JsonWriter out, Message message) {
    switch (message) {
      case Message.GetPeers() -> out.value("GetPeers");
      case Message.PeerExchangeRequest() -> out.value("PeerExchangeRequest");
      case Message.GetTip() -> out.value("GetTip");
      case Message.Uninterpreted(String name) -> out.value(name);
      case Message.Unknown(String name) -> out.value(name);
      default -> out.object(() -> out.name(message.wireName()).object(() -> content(out, message)));
    }
  }

  private static void content(JsonWriter out, Message message) {
    switch (message) {
      case Message.PeerList list -> PeerListJson.write(out, list);
      case Message.PeerExchangeResponse response -> PeerListJson.write(out, response);
      case Message.PeerGossip gossip -> PeerListJson.write(out, gossip);
      case Message.Disconnect(String reason) -> out.text("reason", reason);
      case Message.Tip(long height, String hash) -> out.u64("height", height).text("hash", hash);
      case Message.GetBlockHash(long height) -> out.u64("height", height);
      case Message.BlockHash block -> out.u64("height", block.height()).text("hash", block.hash());
      case Message.ProofOfKey(String signature) -> out.text("signature", signature);
      case Message.DialBack(long nonce, int port) -> out.u64("nonce", nonce).number("port", port);
      case Message.DialBackResult result ->
          out.u64("nonce", result.nonce())
              .text("outcome", result.outcome().wireName())
              .text("address", result.address() == null ? null : result.address().toString())
              .text("detail", result.detail());
      case Message.Ping _,
          Message.Pong _,
          Message.GetPeers _,
          Message.PeerExchangeRequest _,
          Message.GetTip _,
          Message.Uninterpreted _,
          Message.Unknown _ -> {}
    }
  }

  private MessageCodec() {}
}
