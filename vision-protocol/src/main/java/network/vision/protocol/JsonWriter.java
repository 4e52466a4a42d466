package network.vision.protocol;

import java.math.BigInteger;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.ByteArrayBuilder;
import tools.jackson.core.util.JsonRecyclerPools;

/** Writes one JSON value; the counterpart of {@link JsonReader}. */
final class JsonWriter implements AutoCloseable {

  /** Writes one value. */
  @FunctionalInterface
  interface ValueWriter {
    void write(JsonWriter out);
  }

  private static final int FIRST_BYTES = 1024;

  private static final JsonFactory FACTORY =
      JsonFactory.builder().recyclerPool(JsonRecyclerPools.threadLocalPool()).build();

  private final JsonGenerator generator;

  private JsonWriter(JsonGenerator generator) {
    this.generator = generator;
  }

  static byte[] encode(ValueWriter writer) {
    ByteArrayBuilder bytes = new ByteArrayBuilder(FIRST_BYTES); // grows by pieces, copies once
    try (JsonWriter out =
        new JsonWriter(FACTORY.createGenerator(ObjectWriteContext.empty(), bytes))) {
      writer.write(out);
    }
    return bytes.toByteArray();
  }

  JsonWriter object(Runnable fields) {
    generator.writeStartObject();
    fields.run();
    generator.writeEndObject();
    return this;
  }

  JsonWriter name(String field) {
    generator.writeName(field);
    return this;
  }

  JsonWriter value(@Nullable String value) {
    generator.writeString(value);
    return this;
  }

  JsonWriter text(String field, @Nullable String value) {
    generator.writeStringProperty(field, value);
    return this;
  }

  JsonWriter bool(String field, boolean value) {
    generator.writeBooleanProperty(field, value);
    return this;
  }

  JsonWriter number(String field, long value) {
    generator.writeNumberProperty(field, value);
    return this;
  }

  JsonWriter number(String field, @Nullable Number value) {
    switch (value) {
      case null -> generator.writeNullProperty(field);
      case Double d -> generator.writeNumberProperty(field, d);
      default -> generator.writeNumberProperty(field, value.longValue());
    }
    return this;
  }

  /** All 64 bits of {@code value}, as an unsigned number. */
  JsonWriter u64(String field, long value) {
    return value >= 0
        ? number(field, value)
        : u64(field, new BigInteger(Long.toUnsignedString(value)));
  }

  JsonWriter u64OrNull(String field, @Nullable Long value) {
    return value == null ? text(field, null) : u64(field, value.longValue());
  }

  /** Each byte as a number 0–255, as serde writes a list of bytes. */
  JsonWriter bytes(String field, List<Byte> values) {
    generator.writeArrayPropertyStart(field);
    values.forEach(b -> generator.writeNumber(b & 0xff));
    generator.writeEndArray();
    return this;
  }

  JsonWriter texts(String field, List<String> values) {
    generator.writeArrayPropertyStart(field);
    values.forEach(generator::writeString);
    generator.writeEndArray();
    return this;
  }

  JsonWriter array(String field, Runnable items) {
    generator.writeArrayPropertyStart(field);
    items.run();
    generator.writeEndArray();
    return this;
  }

  @Override
  public void close() {
    generator.close();
  }

  private JsonWriter u64(String field, BigInteger value) {
    generator.writeNumberProperty(field, value);
    return this;
  }
}
