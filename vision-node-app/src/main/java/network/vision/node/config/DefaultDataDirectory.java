package network.vision.node.config;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where a platform keeps what a program remembers, a folder for each network: {@code
 * $XDG_DATA_HOME/vision-node/NETWORK} or {@code ~/.local/share/…} on Linux, {@code
 * ~/Library/Application Support/Vision Node/NETWORK} on macOS, {@code %LOCALAPPDATA%\Vision
 * Node\NETWORK} on Windows.
 */
final class DefaultDataDirectory {

  static Path of(String network, String osName, Map<String, String> environment, Path home) {
    String os = osName.toLowerCase(Locale.ROOT);
    String folder = safe(network);
    if (os.startsWith("windows")) {
      Path local = home.resolve("AppData").resolve("Local");
      return absoluteOr(environment.get("LOCALAPPDATA"), local)
          .resolve("Vision Node")
          .resolve(folder);
    }
    if (os.startsWith("mac")) {
      return home.resolve("Library/Application Support/Vision Node").resolve(folder);
    }
    Path share = home.resolve(".local/share");
    return absoluteOr(environment.get("XDG_DATA_HOME"), share)
        .resolve("vision-node")
        .resolve(folder);
  }

  /** The XDG specification wants a path that is not absolute ignored. */
  private static Path absoluteOr(@Nullable String text, Path otherwise) {
    if (text == null || text.isBlank()) {
      return otherwise;
    }
    Path path = Path.of(text);
    return path.isAbsolute() ? path : otherwise;
  }

  private static String safe(String network) {
    String name = network.replaceAll("[^A-Za-z0-9._-]", "_");
    return name.isEmpty() || name.startsWith(".") ? "_" + name : name;
  }

  private DefaultDataDirectory() {}
}
