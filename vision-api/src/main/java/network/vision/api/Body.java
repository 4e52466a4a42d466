package network.vision.api;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of an answer, with their tag and their compressed form, each made once when first asked
 * for.
 *
 * <p>Immutable but for that; any thread may use it.
 */
final class Body {

  /** A smaller body is not worth compressing. */
  private static final int MIN_COMPRESSED_BYTES = 1024;

  private static final int TAG_BYTES = 12;

  private final byte[] bytes;
  private volatile byte @Nullable [] gzipped;
  private volatile @Nullable String tag;

  /** Keeps {@code bytes}, which nobody may change from now on. */
  Body(byte[] bytes) {
    this.bytes = bytes;
  }

  byte[] bytes() {
    return bytes;
  }

  boolean isWorthCompressing() {
    return bytes.length >= MIN_COMPRESSED_BYTES;
  }

  byte[] gzipped() {
    byte[] made = gzipped;
    if (made == null) {
      made = gzip(bytes);
      gzipped = made;
    }
    return made;
  }

  /** A weak entity tag: the same for the plain and the compressed form. */
  String tag() {
    String made = tag;
    if (made == null) {
      made = "W/\"" + HexFormat.of().formatHex(sha256(bytes), 0, TAG_BYTES) + "\"";
      tag = made;
    }
    return made;
  }

  private static byte[] gzip(byte[] plain) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(plain.length / 4);
    try (GZIPOutputStream zip = new GZIPOutputStream(out)) {
      zip.write(plain);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private static byte[] sha256(byte[] plain) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(plain);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }
}
