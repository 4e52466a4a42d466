package network.vision.api;

import java.util.Map;

/** What a route gives back. */
sealed interface Answer {

  /** Everything at once. */
  record Whole(int status, String contentType, Body body, Map<String, String> headers)
      implements Answer {
    public Whole {
      headers = Map.copyOf(headers);
    }

    /** The same with one header, and no other. */
    Whole with(String header, String value) {
      return new Whole(status, contentType, body, Map.of(header, value));
    }
  }

  /**
   * Events, one after another, until somebody hangs up.
   *
   * @param afterId the last event the client has
   * @param isResumed whether it had that one from an earlier stream
   */
  record Events(long afterId, boolean isResumed) implements Answer {}

  /** {@code value} as JSON. */
  static Whole json(int status, Object value) {
    return new Whole(status, "application/json", new Body(Json.encode(value)), Map.of());
  }
}
