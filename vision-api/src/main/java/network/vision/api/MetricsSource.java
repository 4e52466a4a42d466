package network.vision.api;

/** Where {@code GET /metrics} comes from. The app implements it. */
@FunctionalInterface
public interface MetricsSource {

  /**
   * One scrape.
   *
   * @param contentType as it stands in the answer
   * @param text the metrics
   */
  record Scrape(String contentType, String text) {}

  /**
   * All metrics now, in the format that {@code acceptHeader} asks for. Called on the server's
   * thread; must not wait.
   *
   * @param acceptHeader "" without one
   */
  Scrape scrape(String acceptHeader);
}
