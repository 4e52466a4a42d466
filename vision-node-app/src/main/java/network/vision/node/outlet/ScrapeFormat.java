package network.vision.node.outlet;

import java.util.Locale;

/** The formats in which Prometheus reads metrics, chosen by the {@code Accept} header. */
enum ScrapeFormat {
  /** The text format that every version reads. */
  CLASSIC("text/plain", "text/plain; version=0.0.4; charset=utf-8"),
  OPEN_METRICS(
      "application/openmetrics-text", "application/openmetrics-text; version=1.0.0; charset=utf-8");

  private final String mediaType;
  private final String contentType;

  ScrapeFormat(String mediaType, String contentType) {
    this.mediaType = mediaType;
    this.contentType = contentType;
  }

  String contentType() {
    return contentType;
  }

  /** OpenMetrics where it is asked for and nothing is preferred to it (RFC 9110 §12.5.1). */
  static ScrapeFormat of(String acceptHeader) {
    double open = OPEN_METRICS.quality(acceptHeader);
    return open > 0 && open >= CLASSIC.quality(acceptHeader) ? OPEN_METRICS : CLASSIC;
  }

  /** How much a client wants it, 0–1, by the first mention. */
  private double quality(String acceptHeader) {
    for (String range : acceptHeader.toLowerCase(Locale.ROOT).split(",", -1)) {
      String[] parts = range.split(";", -1);
      if (parts[0].strip().equals(mediaType)) {
        return weight(parts);
      }
    }
    return 0;
  }

  private static double weight(String[] parts) {
    for (String part : parts) {
      String parameter = part.strip();
      if (parameter.matches("q=(0(\\.\\d{0,3})?|1(\\.0{0,3})?)")) {
        return Double.parseDouble(parameter.substring("q=".length()));
      }
    }
    return 1;
  }
}
