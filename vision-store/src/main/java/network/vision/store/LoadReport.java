package network.vision.store;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was found when a peer file was read.
 *
 * <p>Immutable.
 *
 * @param file which
 * @param bytes its size
 * @param usefulBytes how much of that a rewritten file would hold
 * @param peers how many are known
 * @param damagedPlaces how many places could not be used
 * @param damages those places, the first hundred of them
 * @param keptAside where the disk thread keeps a copy of the damaged places; null when there is
 *     nothing to keep, or when the file was only read
 */
public record LoadReport(
    Path file,
    long bytes,
    long usefulBytes,
    int peers,
    long damagedPlaces,
    List<Damage> damages,
    @Nullable Path keptAside) {

  public LoadReport {
    damages = List.copyOf(damages);
  }

  /** Whether every byte was as it had been written. */
  public boolean isClean() {
    return damagedPlaces == 0;
  }

  /**
   * Whether nothing is wrong but perhaps a last line that a crash cut short, or that a running node
   * is just writing.
   */
  public boolean isWhole() {
    return isClean()
        || (damagedPlaces == 1 && damages.getFirst().reason() == Damage.Reason.UNFINISHED);
  }
}
