package network.vision.node.config;

import java.util.Locale;
import java.util.Optional;

/**
 * How much room a node takes, for three kinds of machines. The launcher gives the heap and the
 * direct memory that belong to each; what the node itself keeps is here, and {@code --max-inbound}
 * and {@code --outbound} beat it.
 *
 * <p>Source: {@code docs/OPERATIONS.md}, "How large".
 */
public enum Preset {
  /** A single-board computer: 64 MiB of heap. */
  SMALL(32, 4, 256, 64),
  /** A computer at home: 256 MiB of heap. */
  HOME(117, 8, 1_024, 256),
  /** A public seed: 1 GiB of heap. */
  SEED(1_000, 16, 1_024, 512);

  private final int maxInbound;
  private final int outbound;
  private final int newBuckets;
  private final int triedBuckets;

  Preset(int maxInbound, int outbound, int newBuckets, int triedBuckets) {
    this.maxInbound = maxInbound;
    this.outbound = outbound;
    this.newBuckets = newBuckets;
    this.triedBuckets = triedBuckets;
  }

  /** The preset of a label; empty for any other text. */
  static Optional<Preset> of(String label) {
    for (Preset preset : values()) {
      if (preset.label().equals(label)) {
        return Optional.of(preset);
      }
    }
    return Optional.empty();
  }

  /** The name as settings carry it. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Most sessions that peers open. */
  int maxInbound() {
    return maxInbound;
  }

  /** Sessions to open and keep. */
  int outbound() {
    return outbound;
  }

  /** Buckets of 64 for addresses heard of. */
  public int newBuckets() {
    return newBuckets;
  }

  /** Buckets of 64 for addresses reached. */
  public int triedBuckets() {
    return triedBuckets;
  }
}
