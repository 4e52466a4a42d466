package network.vision.store;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import network.vision.protocol.PeerAddress;
import network.vision.protocol.Texts;

/**
 * Any file given as a seed file: it is read, and then written and read again to the same addresses,
 * or refused as damaged; never another exception, nothing that does not print, no list beyond its
 * limit. A fuzz target.
 */
final class SeedFileFuzzer {

  private static final Path FILE = Path.of("seed_peers.json");

  public static void fuzzerTestOneInput(byte[] bytes) {
    SeedFile file;
    try {
      file = SeedFile.parse(FILE, bytes);
    } catch (StoreException e) {
      require(e.kind() == StoreException.Kind.DAMAGED, e);
      requirePrintable(String.valueOf(e.getMessage()));
      return;
    }
    require(file.seeds().size() <= StoreLimits.MAX_SEEDS, file);
    require(file.refused().size() <= StoreLimits.MAX_LISTED_REFUSALS, file);
    file.refused().forEach(refused -> requirePrintable(refused.toString()));
    require(addresses(again(file)).equals(addresses(file)), file);
  }

  private static SeedFile again(SeedFile file) {
    try {
      return SeedFile.parse(FILE, SeedFile.write(addresses(file), Instant.EPOCH));
    } catch (StoreException e) {
      throw new AssertionError("refuses what it wrote", e);
    }
  }

  private static List<PeerAddress> addresses(SeedFile file) {
    return file.seeds().stream().map(SeedFile.Seed::address).distinct().toList();
  }

  private static void requirePrintable(String text) {
    require(Texts.printable(text, text.length()).equals(text), text);
  }

  private static void require(boolean holds, Object of) {
    if (!holds) {
      throw new AssertionError(of.toString());
    }
  }

  private SeedFileFuzzer() {}
}
