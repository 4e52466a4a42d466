package network.vision.simulation;

/** What must always hold did not hold: a fault of the core, or of this simulator. */
final class Violation extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final long seed;

  /**
   * @param seed that replays the run
   * @param what did not hold
   * @param lastEvents of the run, oldest first
   */
  Violation(long seed, String what, String lastEvents) {
    super("seed " + seed + ": " + what + "\n" + lastEvents);
    this.seed = seed;
  }

  /** The core threw. */
  Violation(long seed, String what, String lastEvents, Throwable cause) {
    super("seed " + seed + ": " + what + "\n" + lastEvents, cause);
    this.seed = seed;
  }

  /** Replays the run. */
  long seed() {
    return seed;
  }
}
