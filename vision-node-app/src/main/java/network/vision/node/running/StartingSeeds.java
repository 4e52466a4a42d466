package network.vision.node.running;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import network.vision.node.config.NodeConfig;
import network.vision.node.config.OperatorException;
import network.vision.protocol.HostAndPort;
import network.vision.protocol.NetworkProfile;
import network.vision.store.SeedFile;
import network.vision.store.StoreException;

/** Whom a node asks first. */
public final class StartingSeeds {

  private static final String FILE = "seed_peers.json";

  /**
   * The operator's, else those of a seed file in the data directory, else the profile's.
   *
   * @param onRefused told of each entry of the file that is left out
   * @throws OperatorException if there is a file that cannot be used
   */
  public static List<HostAndPort> of(NodeConfig config, Consumer<String> onRefused)
      throws OperatorException {
    List<HostAndPort> chosen = config.peers().seeds();
    if (chosen != null) {
      return chosen;
    }
    Path file = config.dataDirectory().resolve(FILE);
    if (!Files.exists(file)) {
      return config.profile().seeds().stream().map(NetworkProfile.Seed::address).toList();
    }
    try {
      SeedFile read = SeedFile.read(file);
      read.refused().forEach(refused -> onRefused.accept(file + ": " + refused + "; left out"));
      return read.seeds().stream()
          .map(seed -> new HostAndPort(seed.address().ip().toString(), seed.address().port()))
          .toList();
    } catch (StoreException e) {
      throw new OperatorException(String.valueOf(e.getMessage()), e);
    }
  }

  private StartingSeeds() {}
}
