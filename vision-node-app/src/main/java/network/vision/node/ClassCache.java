package network.vision.node;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The cache of loaded classes that the launcher gives the JVM, which goes on without a word when
 * the cache is damaged, or of another program, JVM or collector.
 *
 * <p>Source: JEP 483; the image has no other archive that its JVM could share.
 */
final class ClassCache {

  /** Where the launcher says which file it gave. */
  private static final String PROPERTY = "vision.aot";

  /** The file that the JVM was given and does not use; empty: it uses it, or was given none. */
  static Optional<String> unused() {
    return unused(System.getProperty(PROPERTY), System.getProperty("java.vm.info", ""));
  }

  /** The same, of what the JVM says of itself, such as "mixed mode, sharing". */
  static Optional<String> unused(@Nullable String given, String vmInfo) {
    return vmInfo.contains("sharing") ? Optional.empty() : Optional.ofNullable(given);
  }

  private ClassCache() {}
}
