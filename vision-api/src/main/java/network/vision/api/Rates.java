package network.vision.api;

import java.util.List;

/**
 * What went on in the last ten minutes: the answer to {@code GET /p2p/rates}.
 *
 * @param intervalSeconds between two values
 * @param series one for each counter of {@link Traffic}
 */
public record Rates(long intervalSeconds, List<Series> series) {

  /**
   * One counter over time.
   *
   * @param name of the counter
   * @param perSecond how fast it grew, oldest first
   */
  public record Series(String name, List<Double> perSecond) {
    public Series {
      perSecond = List.copyOf(perSecond);
    }
  }

  public Rates {
    series = List.copyOf(series);
  }
}
