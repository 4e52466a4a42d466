package network.vision.node.running;

import java.nio.file.Path;
import java.util.List;
import network.vision.node.outlet.Area;
import network.vision.node.outlet.OperatorLog;
import network.vision.protocol.HostAndPort;
import network.vision.store.PrivateFiles;
import network.vision.store.StoreException;

/**
 * What a beacon said last: a file in the data directory, a line {@code HOST:PORT} for each seed.
 *
 * <p>At most {@value #MAX_BYTES} bytes are kept. Failure: a warning; a node without the file does
 * what it would do at its first start.
 */
final class BeaconFile {

  private static final String FILE = "beacon-seeds";
  private static final int MAX_BYTES = 4096;

  private final Path path;
  private final OperatorLog log;

  BeaconFile(Path directory, OperatorLog log) {
    this.path = directory.resolve(FILE);
    this.log = log;
  }

  /** What was written; lines that are no seeds are left out. */
  List<HostAndPort> read() {
    try {
      return PrivateFiles.read(path).stream()
          .flatMap(String::lines)
          .flatMap(line -> HostAndPort.parse(line).stream())
          .filter(seed -> seed.port() > 0)
          .toList();
    } catch (StoreException e) {
      log.warning(Area.STORE, String.valueOf(e.getMessage()));
      return List.of();
    }
  }

  /** Keeps {@code seeds}, as many as there is room for. */
  void write(List<HostAndPort> seeds) {
    StringBuilder lines = new StringBuilder();
    for (HostAndPort seed : seeds) {
      String line = seed + "\n";
      if (lines.length() + line.length() <= MAX_BYTES) {
        lines.append(line);
      }
    }
    try {
      PrivateFiles.write(path, lines.toString());
    } catch (StoreException e) {
      log.warning(Area.STORE, String.valueOf(e.getMessage()));
    }
  }
}
