package network.vision.api;

import io.netty.buffer.ByteBufUtil;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The parts of a request that routes need, copied out of it. */
final class RequestReader {

  private static final int MAX_PARAMETERS = 32;

  private final String method;
  private final String uri;
  private final String rawPath;
  private final String accept;
  private final String lastEventId;
  private final String contentType;
  private final String wantedMethod;
  private final Body body;

  RequestReader(FullHttpRequest request) {
    this.method = request.method().name();
    this.uri = request.uri();
    int end = uri.indexOf('?');
    this.rawPath = end < 0 ? uri : uri.substring(0, end);
    this.accept = request.headers().get(HttpHeaderNames.ACCEPT, "");
    this.lastEventId = request.headers().get("Last-Event-ID", "");
    this.contentType = request.headers().get(HttpHeaderNames.CONTENT_TYPE, "");
    this.wantedMethod = request.headers().get("Access-Control-Request-Method", "");
    this.body = new Body(ByteBufUtil.getBytes(request.content()));
  }

  String method() {
    return method;
  }

  boolean isReading() {
    return method.equals(HttpMethod.GET.name()) || method.equals(HttpMethod.HEAD.name());
  }

  /** Path and query, as they came. */
  String uri() {
    return uri;
  }

  /** The path, still encoded. */
  String rawPath() {
    return rawPath;
  }

  /** The method a page of another site wants to use; "" if it does not ask. */
  String wantedMethod() {
    return wantedMethod;
  }

  Call call(List<String> captures) throws ProblemException {
    if (body.bytes().length > 0
        && !contentType.toLowerCase(Locale.ROOT).startsWith("application/json")) {
      throw new ProblemException(Problem.of(415, "a body is application/json"));
    }
    return new Call(captures, query(), accept, lastEventId.isEmpty() ? null : lastEventId, body);
  }

  private Map<String, List<String>> query() throws ProblemException {
    try {
      QueryStringDecoder decoder =
          new QueryStringDecoder(uri, StandardCharsets.UTF_8, true, MAX_PARAMETERS);
      return decoder.parameters();
    } catch (IllegalArgumentException e) {
      throw ProblemException.badRequest("the query is not encoded as it should be");
    }
  }
}
