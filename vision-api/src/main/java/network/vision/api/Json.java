package network.vision.api;

import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import network.vision.protocol.HostAndPort;
import network.vision.protocol.IpAddress;
import network.vision.protocol.NodeId;
import network.vision.protocol.PeerAddress;
import network.vision.protocol.ReputationTier;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.ToStringSerializer;

/**
 * The records of this module as JSON: names in snake_case, times as whole seconds since 1970, ids
 * and addresses as text, an absent value as null.
 */
final class Json {

  private static final int MAX_DEPTH = 16;

  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
                  .build())
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .addModule(types())
          .build();

  /** {@code value} as UTF-8. */
  static byte[] encode(Object value) {
    return MAPPER.writeValueAsBytes(value);
  }

  /** {@code value} as text. */
  static String text(Object value) {
    return MAPPER.writeValueAsString(value);
  }

  /**
   * Reads a record.
   *
   * @throws JacksonException if {@code json} is none, or another
   */
  static <T> T decode(byte[] json, Class<T> type) {
    return MAPPER.readValue(json, type);
  }

  /**
   * Reads a list of records.
   *
   * @throws JacksonException if {@code json} is none, or of others
   */
  static <T> List<T> decodeList(byte[] json, Class<T> item) {
    return MAPPER.readerForListOf(item).readValue(json);
  }

  /**
   * Reads any JSON.
   *
   * @throws JacksonException if {@code json} is none
   */
  static JsonNode tree(byte[] json) {
    return MAPPER.readTree(json);
  }

  private static SimpleModule types() {
    SimpleModule module = new SimpleModule("vision");
    module.addSerializer(Instant.class, new SecondsWriter());
    module.addDeserializer(Instant.class, new SecondsReader());
    module.addSerializer(ReputationTier.class, new TierWriter());
    module.addDeserializer(ReputationTier.class, new TextReader<>(Json::tier));
    text(module, NodeId.class, NodeId::parse);
    text(module, IpAddress.class, IpAddress::parse);
    text(module, PeerAddress.class, PeerAddress::parse);
    text(module, HostAndPort.class, HostAndPort::parse);
    return module;
  }

  private static <T> void text(
      SimpleModule module, Class<T> type, Function<String, Optional<T>> parser) {
    module.addSerializer(type, ToStringSerializer.instance);
    module.addDeserializer(type, new TextReader<>(parser));
  }

  private static Optional<ReputationTier> tier(String name) {
    for (ReputationTier tier : ReputationTier.values()) {
      if (tier.wireName().equals(name)) {
        return Optional.of(tier);
      }
    }
    return Optional.empty();
  }

  private static final class SecondsWriter extends ValueSerializer<Instant> {
    @Override
    public void serialize(Instant value, JsonGenerator out, SerializationContext context) {
      out.writeNumber(value.getEpochSecond());
    }
  }

  private static final class SecondsReader extends ValueDeserializer<Instant> {
    @Override
    public Instant deserialize(JsonParser in, DeserializationContext context) {
      return Instant.ofEpochSecond(in.getLongValue());
    }
  }

  private static final class TierWriter extends ValueSerializer<ReputationTier> {
    @Override
    public void serialize(ReputationTier value, JsonGenerator out, SerializationContext context) {
      out.writeString(value.wireName());
    }
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

  /** All 64 bits, as an unsigned number. */
  static final class U64Writer extends ValueSerializer<Long> {
    @Override
    public void serialize(Long value, JsonGenerator out, SerializationContext context) {
      out.writeNumber(new BigInteger(Long.toUnsignedString(value)));
    }
  }

  /** An unsigned number of 64 bits. */
  static final class U64Reader extends ValueDeserializer<Long> {
    @Override
    public Long deserialize(JsonParser in, DeserializationContext context) {
      return in.getBigIntegerValue().longValue();
    }
  }

  private Json() {}
}
