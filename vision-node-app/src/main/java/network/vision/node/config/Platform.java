package network.vision.node.config;

import java.nio.file.Path;
import java.util.Map;

/**
 * What a configuration needs to know of the machine.
 *
 * @param osName as Java calls it
 * @param home of the user
 * @param environment the process's variables
 */
public record Platform(String osName, Path home, Map<String, String> environment) {

  public Platform {
    environment = Map.copyOf(environment);
  }

  /** The one this program runs on. */
  public static Platform current() {
    return new Platform(
        System.getProperty("os.name"), Path.of(System.getProperty("user.home")), System.getenv());
  }
}
