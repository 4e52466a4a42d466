package network.vision.protocol;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes bincode 1.3 with its default options; the counterpart of {@link BincodeReader}.
 *
 * <pre>
 * u16     | 9e 1b                                      7070
 * string  | 02 00 00 00 00 00 00 00 | 61 62            "ab"
 * option  | 00                   or | 01 | value       none, some
 * </pre>
 */
final class BincodeWriter {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream(1024);

  BincodeWriter u8(int value) {
    return littleEndian(value, 1);
  }

  BincodeWriter u16(int value) {
    return littleEndian(value, 2);
  }

  BincodeWriter u32(long value) {
    return littleEndian(value, 4);
  }

  BincodeWriter u64(long value) {
    return littleEndian(value, 8);
  }

  BincodeWriter bool(boolean value) {
    return u8(value ? 1 : 0);
  }

  BincodeWriter text(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    u64(bytes.length);
    out.writeBytes(bytes);
    return this;
  }

  <T> BincodeWriter option(@Nullable T value, Consumer<T> writer) {
    bool(value != null);
    if (value != null) {
      writer.accept(value);
    }
    return this;
  }

  <T> BincodeWriter list(List<T> values, Consumer<T> writer) {
    u64(values.size());
    values.forEach(writer);
    return this;
  }

  byte[] toByteArray() {
    return out.toByteArray();
  }

  private BincodeWriter littleEndian(long value, int bytes) {
    for (int i = 0; i < bytes; i++) {
      out.write((int) (value >>> (8 * i)));
    }
    return this;
  }
}
