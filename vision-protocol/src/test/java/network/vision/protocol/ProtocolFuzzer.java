package network.vision.protocol;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * Any bytes of a peer or an operator: they are read, and then written and read again to the same
 * value, or refused with a reason; never another exception, nothing that does not print, no list
 * beyond its limit.
 *
 * <p>Each nested class is a fuzz target.
 */
final class ProtocolFuzzer {

  /** The payload of a version 3 handshake. */
  static final class HandshakeV3 {
    public static void fuzzerTestOneInput(byte[] payload) {
      handshake(HandshakeVersion.V3, payload);
    }
  }

  /** The payload of a version 4 handshake. */
  static final class HandshakeV4 {
    public static void fuzzerTestOneInput(byte[] payload) {
      handshake(HandshakeVersion.V4, payload);
    }
  }

  /** The JSON of a message. */
  static final class Messages {
    public static void fuzzerTestOneInput(byte[] json) {
      message(json);
    }
  }

  /** The JSON of one entry in a gossip message. */
  static final class Gossip {
    private static final byte[] BEFORE = bytes("{\"PeerGossip\":{\"from_node\":\"a\",\"peers\":[");
    private static final byte[] AFTER = bytes("],\"timestamp\":1}}");

    public static void fuzzerTestOneInput(byte[] entry) {
      byte[] json = Arrays.copyOf(BEFORE, BEFORE.length + entry.length + AFTER.length);
      System.arraycopy(entry, 0, json, BEFORE.length, entry.length);
      System.arraycopy(AFTER, 0, json, BEFORE.length + entry.length, AFTER.length);
      message(json);
    }
  }

  /** A profile file. */
  static final class Profiles {
    public static void fuzzerTestOneInput(byte[] file) {
      NetworkProfile profile;
      try {
        profile = NetworkProfile.decode(file);
      } catch (IllegalArgumentException e) {
        requirePrintable(String.valueOf(e.getMessage()));
        return;
      }
      requireSame(profile, NetworkProfile.decode(ProfileText.of(profile)));
      requirePrintable(profile.toString());
    }
  }

  private static void handshake(HandshakeVersion version, byte[] payload) {
    if (payload.length <= Limits.MAX_HANDSHAKE_BYTES
        && HandshakeCodec.decode(version, payload) instanceof Decoded.Accepted(Handshake value)) {
      requirePrintable(value.toString());
      require(value.reach().seedPeers().size() <= Limits.MAX_PEERS_READ, value);
      require(value.extensions().features().size() <= Limits.MAX_FEATURES, value);
      byte[] frame = encoded(version, value);
      if (frame.length > 0) {
        byte[] again = Arrays.copyOfRange(frame, HandshakeCodec.HEADER_BYTES, frame.length);
        requireSame(new Decoded.Accepted<>(value), HandshakeCodec.decode(version, again));
      }
    }
  }

  /** Defaults that were not said are written, so what was short enough may not be any more. */
  private static byte[] encoded(HandshakeVersion version, Handshake handshake) {
    try {
      return HandshakeCodec.encode(version, handshake);
    } catch (IllegalArgumentException e) {
      return new byte[0];
    }
  }

  private static void message(byte[] json) {
    if (json.length == 0 || json.length > Limits.MAX_MESSAGE_BYTES) {
      return;
    }
    Decoded<Message> decoded = MessageCodec.decode(json);
    requireSame(decoded, MessageCodec.parse(json));
    if (decoded instanceof Decoded.Accepted<Message>(Message message)) {
      requirePrintable(message.toString());
      Message meaning = meaning(message);
      requireSame(
          new Decoded.Accepted<>(meaning), MessageCodec.decode(MessageCodec.encode(meaning)));
    }
  }

  /** What was skipped is counted, and not said again. */
  private static Message meaning(Message message) {
    return switch (message) {
      case Message.PeerList list -> {
        require(list.peers().size() <= Limits.MAX_PEERS_READ, list);
        yield new Message.PeerList(list.peers());
      }
      case Message.PeerExchangeResponse response -> {
        require(response.peers().size() <= Limits.MAX_PEERS_READ, response);
        yield new Message.PeerExchangeResponse(response.peers());
      }
      case Message.PeerGossip gossip -> {
        require(gossip.peers().size() <= Limits.MAX_PEERS_READ, gossip);
        require(gossip.skipped().size() <= Limits.MAX_PEERS_READ, gossip);
        yield new Message.PeerGossip(
            gossip.fromNode(), gossip.peers(), List.of(), gossip.timestampSeconds());
      }
      default -> message;
    };
  }

  private static void requirePrintable(String text) {
    require(Texts.isPrintable(text, Integer.MAX_VALUE), text);
  }

  private static void requireSame(Object first, Object second) {
    if (!first.equals(second)) {
      throw new AssertionError(first + " became " + second);
    }
  }

  private static void require(boolean holds, Object of) {
    if (!holds) {
      throw new AssertionError(of.toString());
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private ProtocolFuzzer() {}
}
