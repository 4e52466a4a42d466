package network.vision.transcript;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.Optional;
import java.util.function.Function;
import network.vision.gossip.BanTarget;
import network.vision.gossip.Effect;
import network.vision.gossip.Event;
import network.vision.protocol.HostAndPort;
import network.vision.protocol.IpAddress;
import network.vision.protocol.IpRange;
import network.vision.protocol.Message;
import network.vision.protocol.NodeId;
import network.vision.protocol.PeerAddress;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.ToStringSerializer;

/**
 * The records of a transcript as JSON lines: fields under the names of their components, addresses
 * and ids as text, and the kind of an event, effect, message or ban in the field {@code kind}.
 */
final class Lines {

  /** Names the member of a sealed family. */
  @JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME, property = "kind")
  private interface Kind {}

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .addMixIn(Event.class, Kind.class)
          .addMixIn(Effect.class, Kind.class)
          .addMixIn(Message.class, Kind.class)
          .addMixIn(BanTarget.class, Kind.class)
          // A record is its components; what else it can say of itself follows from them.
          .changeDefaultVisibility(usual -> usual.withIsGetterVisibility(Visibility.NONE))
          .addModule(texts())
          .build();

  /** One line, without its end. */
  static byte[] encode(Object line) {
    return MAPPER.writeValueAsBytes(line);
  }

  /**
   * Reads a line.
   *
   * @throws JacksonException if it is none of this kind
   */
  static <T> T decode(String line, Class<T> kind) {
    return MAPPER.readValue(line, kind);
  }

  private static SimpleModule texts() {
    SimpleModule module = new SimpleModule("vision");
    text(module, NodeId.class, NodeId::parse);
    text(module, IpAddress.class, IpAddress::parse);
    text(module, IpRange.class, IpRange::parse);
    text(module, PeerAddress.class, PeerAddress::parse);
    text(module, HostAndPort.class, HostAndPort::parse);
    return module;
  }

  private static <T> void text(
      SimpleModule module, Class<T> type, Function<String, Optional<T>> parser) {
    module.addSerializer(type, ToStringSerializer.instance);
    module.addDeserializer(type, new TextReader<>(parser));
  }

  private static final class TextReader<T> extends ValueDeserializer<T> {

    private final Function<String, Optional<T>> parser;

    TextReader(Function<String, Optional<T>> parser) {
      this.parser = parser;
    }

    @Override
    public T deserialize(JsonParser in, DeserializationContext context) {
      String text = in.getString();
      return parser
          .apply(text)
          .orElseThrow(() -> context.weirdStringException(text, Object.class, "not readable"));
    }
  }

  private Lines() {}
}
