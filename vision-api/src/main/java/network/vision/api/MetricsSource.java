package network.vision.api;

import java.time.Duration;

/** Where {@code GET /metrics} comes from, and the server's own times go. The app implements it. */
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

  /**
   * A request was answered. Called on the server's threads; must not wait.
   *
   * @param route the template of its path, such as {@code /p2p/peers/{node_id}}, or {@code none}
   * @param status of the answer
   * @param took from the last byte of the request to the first of the answer
   */
  default void answered(String route, int status, Duration took) {}

  /** A client did not get what it wanted. Called on the server's threads; must not wait. */
  default void refused(ApiRefusal reason) {}
}
