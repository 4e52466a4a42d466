package network.vision.node.running;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import network.vision.store.PrivateFiles;
import network.vision.store.StoreEvent;
import network.vision.store.StoreException;
import network.vision.store.StoreListener;

/**
 * The secret that whoever wants to change something through the API must present: a file in the
 * data directory that only its owner can read, made at the first start; 16 to 256 visible ASCII
 * characters. One that is damaged is put aside and made anew: whoever uses it reads the file.
 */
public final class ApiToken {

  private static final String FILE = "api-token";
  private static final int BYTES = 32;
  private static final int MIN_CHARS = 16;
  private static final int MAX_CHARS = 256;

  /**
   * The token in {@code directory}; empty if no node has run there.
   *
   * @throws StoreException if others can read the file, or we cannot
   */
  public static Optional<String> read(Path directory) throws StoreException {
    return PrivateFiles.read(directory.resolve(FILE)).map(String::strip);
  }

  /**
   * What is wrong with the file in {@code directory}; empty if nothing is, or there is none.
   *
   * @throws StoreException if others can read the file, or we cannot
   */
  public static Optional<String> problem(Path directory) throws StoreException {
    return read(directory)
        .filter(token -> !isToken(token))
        .map(token -> directory.resolve(FILE) + " is damaged: a start makes another");
  }

  /** The token in {@code directory}, made if there is none; {@code listener} is told of damage. */
  static String readOrMake(Path directory, StoreListener listener) throws StoreException {
    Optional<String> known = read(directory);
    if (known.isPresent() && isToken(known.get())) {
      return known.get();
    }
    if (known.isPresent()) {
      Path path = directory.resolve(FILE);
      listener.onStore(new StoreEvent.PutAside(path, PrivateFiles.putAside(path)));
    }
    byte[] secret = new byte[BYTES];
    new SecureRandom().nextBytes(secret);
    String token = Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
    PrivateFiles.write(directory.resolve(FILE), token + "\n");
    return token;
  }

  private static boolean isToken(String text) {
    return text.length() >= MIN_CHARS
        && text.length() <= MAX_CHARS
        && text.chars().allMatch(c -> c > ' ' && c <= '~');
  }

  private ApiToken() {}
}
