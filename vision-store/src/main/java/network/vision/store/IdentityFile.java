package network.vision.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HexFormat;
import java.util.UUID;
import network.vision.protocol.Identity;
import org.jspecify.annotations.Nullable;

/**
 * The file {@code identity}: the secret of the node's key and its ebid, made once, as one {@link
 * SealedLine}.
 *
 * <p>Failure: a damaged file, or one that others can read, is refused and left as it is; only the
 * operator can say whether the node may become another one. Source: {@code docs/PROTOCOL.md §7}.
 *
 * @param identity the key pair
 * @param ebid the "eternal broadcast id"
 * @param isNew whether it was made just now
 */
record IdentityFile(Identity identity, UUID ebid, boolean isNew) {

  static final String NAME = "identity";

  private static final String FORMAT = "vision-identity";
  private static final int VERSION = 1;

  /** What a later release wrote is whole, and may say more than we understand. */
  private static final class NewerFormatException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;
  }

  /** Reads the identity in {@code directory}, or makes it where there is none. */
  static IdentityFile readOrMake(Disk disk, Path directory, Instant now) throws StoreException {
    Path path = directory.resolve(NAME);
    try {
      return read(disk, path);
    } catch (NoSuchFileException e) {
      if (Files.isSymbolicLink(path)) {
        String remedy = "mount or restore what the link leads to, or remove the link";
        throw StoreException.notReadable(path, e, remedy);
      }
      return make(disk, path, now);
    } catch (IOException e) {
      throw StoreException.notReadable(path, e, "give it to the user who runs the node");
    }
  }

  /** Reads the identity file {@code path}. */
  static IdentityFile read(Disk disk, Path path) throws IOException, StoreException {
    byte[] bytes = PrivateFiles.read(disk, path);
    int end = SealedLine.endOfOnly(bytes);
    if (end < 0) {
      throw damaged(path, bytes.length == 0 ? "it is empty" : "its checksum does not match", null);
    }
    try {
      return JsonFields.read(bytes, 0, end, IdentityFile::read);
    } catch (NewerFormatException e) {
      throw new StoreException(
          StoreException.Kind.DAMAGED,
          path,
          "is of a newer release: run that one, or choose another data directory",
          e);
    } catch (IllegalArgumentException e) {
      throw damaged(path, e.getMessage(), e);
    }
  }

  private static IdentityFile make(Disk disk, Path path, Instant now) throws StoreException {
    byte[] secret = new byte[Identity.SECRET_BYTES];
    new SecureRandom().nextBytes(secret);
    UUID ebid = UUID.randomUUID();
    String line =
        "{\"format\":\"%s\",\"version\":%d,\"made\":\"%s\",\"ebid\":\"%s\",\"secret\":\"%s\"}"
            .formatted(
                FORMAT, VERSION, StoredText.toMillis(now), ebid, HexFormat.of().formatHex(secret));
    PrivateFiles.write(disk, path, SealedLine.seal(line));
    return new IdentityFile(Identity.of(secret), ebid, true);
  }

  private static IdentityFile read(JsonFields in) {
    String format = null;
    Integer version = null;
    String secret = null;
    UUID ebid = null;
    in.object();
    while (in.nextField()) {
      switch (in.name()) {
        case "format" -> format = in.text();
        case "version" -> version = in.integer(1, Integer.MAX_VALUE);
        case "secret" -> secret = in.text();
        case "ebid" -> ebid = UUID.fromString(in.text());
        default -> in.skip();
      }
    }
    if (FORMAT.equals(format) && version != null && version != VERSION) {
      throw new NewerFormatException();
    }
    if (!FORMAT.equals(format) || version == null || secret == null || ebid == null) {
      throw new IllegalArgumentException("it is no identity file");
    }
    return new IdentityFile(Identity.of(HexFormat.of().parseHex(secret)), ebid, false);
  }

  private static StoreException damaged(
      Path path, @Nullable String why, @Nullable Throwable cause) {
    return new StoreException(
        StoreException.Kind.DAMAGED,
        path,
        "is damaged ("
            + why
            + "): restore it from a backup, or move it away to start as a new node",
        cause);
  }
}
