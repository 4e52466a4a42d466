package network.vision.api;

import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Why a request was not answered as hoped, as RFC 9457 has it.
 *
 * @param status of the answer, 400–599
 * @param detail what is wrong with this request, in a sentence
 * @param headers to send with it
 */
record Problem(int status, String detail, Map<String, String> headers) {

  private static final String CONTENT_TYPE = "application/problem+json";

  Problem {
    headers = Map.copyOf(headers);
  }

  static Problem of(int status, String detail) {
    return new Problem(status, detail, Map.of());
  }

  Problem with(String header, String value) {
    return new Problem(status, detail, Map.of(header, value));
  }

  Answer.Whole answer() {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("type", "about:blank");
    fields.put("title", HttpResponseStatus.valueOf(status).reasonPhrase());
    fields.put("status", status);
    fields.put("detail", detail);
    return new Answer.Whole(status, CONTENT_TYPE, new Body(Json.encode(fields)), headers);
  }
}
