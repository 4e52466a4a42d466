package network.vision.node.running;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import network.vision.store.PrivateFiles;
import network.vision.store.StoreException;

/**
 * The secret that whoever wants to change something through the API must present: a file in the
 * data directory that only its owner can read, made at the first start.
 */
public final class ApiToken {

  private static final String FILE = "api-token";
  private static final int BYTES = 32;

  /**
   * The token in {@code directory}; empty if no node has run there.
   *
   * @throws StoreException if others can read the file, or we cannot
   */
  public static Optional<String> read(Path directory) throws StoreException {
    return PrivateFiles.read(directory.resolve(FILE)).map(String::strip);
  }

  /** The token in {@code directory}, made if there is none. */
  static String readOrMake(Path directory) throws StoreException {
    Optional<String> known = read(directory);
    if (known.isPresent()) {
      return known.get();
    }
    byte[] secret = new byte[BYTES];
    new SecureRandom().nextBytes(secret);
    String token = Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
    PrivateFiles.write(directory.resolve(FILE), token + "\n");
    return token;
  }

  private ApiToken() {}
}
