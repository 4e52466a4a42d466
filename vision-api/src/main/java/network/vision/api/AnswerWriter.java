package network.vision.api;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import java.util.Locale;
import java.util.Optional;

/**
 * Turns a whole answer into a response: unchanged, compressed, without a body, as the request has
 * it.
 */
final class AnswerWriter {

  private static final int OK = 200;

  /** Writes and flushes; {@code origin} is another site that may read the answer. */
  static ChannelFuture write(
      ChannelHandlerContext ctx,
      HttpRequest request,
      Answer.Whole answer,
      Optional<String> origin) {
    boolean isRead = request.method().equals(HttpMethod.GET) || isHead(request);
    boolean isTagged = isRead && answer.status() == OK;
    boolean isUnchanged = isTagged && matches(request.headers(), answer.body().tag());
    boolean isCompressed =
        !isUnchanged && answer.body().isWorthCompressing() && acceptsGzip(request.headers());
    byte[] bytes = isCompressed ? answer.body().gzipped() : answer.body().bytes();
    FullHttpResponse response =
        new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1,
            isUnchanged
                ? HttpResponseStatus.NOT_MODIFIED
                : HttpResponseStatus.valueOf(answer.status()),
            isUnchanged || isHead(request) ? Unpooled.EMPTY_BUFFER : Unpooled.wrappedBuffer(bytes));
    HttpHeaders headers = response.headers();
    addStandardHeaders(headers, origin);
    answer.headers().forEach(headers::set);
    if (isTagged) {
      headers.set(HttpHeaderNames.ETAG, answer.body().tag());
    }
    headers.set(HttpHeaderNames.CACHE_CONTROL, isTagged ? "no-cache" : "no-store");
    if (!isUnchanged) {
      headers.set(HttpHeaderNames.CONTENT_LENGTH, bytes.length);
      headers.set(HttpHeaderNames.CONTENT_TYPE, answer.contentType());
    }
    if (isCompressed) {
      headers.set(HttpHeaderNames.CONTENT_ENCODING, "gzip");
    }
    HttpUtil.setKeepAlive(response, HttpUtil.isKeepAlive(request));
    return ctx.writeAndFlush(response);
  }

  /** What every response carries. */
  static void addStandardHeaders(HttpHeaders headers, Optional<String> origin) {
    headers
        .set("X-Content-Type-Options", "nosniff")
        .set("Referrer-Policy", "no-referrer")
        .set(HttpHeaderNames.VARY, "Accept-Encoding, Origin");
    if (origin.isPresent()) {
      headers.set(HttpHeaderNames.ACCESS_CONTROL_ALLOW_ORIGIN, origin.get());
    } else {
      headers.set("Cross-Origin-Resource-Policy", "same-origin");
    }
  }

  private static boolean isHead(HttpRequest request) {
    return request.method().equals(HttpMethod.HEAD);
  }

  private static boolean matches(HttpHeaders headers, String tag) {
    for (String part : headers.get(HttpHeaderNames.IF_NONE_MATCH, "").split(",", -1)) {
      if (part.strip().equals(tag) || part.strip().equals("*")) {
        return true;
      }
    }
    return false;
  }

  private static boolean acceptsGzip(HttpHeaders headers) {
    for (String part : headers.get(HttpHeaderNames.ACCEPT_ENCODING, "").split(",", -1)) {
      String coding = part.replace(" ", "").toLowerCase(Locale.ROOT);
      if (coding.equals("gzip")
          || (coding.startsWith("gzip;q=") && !coding.matches(".*q=0(\\.0*)?"))) {
        return true;
      }
    }
    return false;
  }

  private AnswerWriter() {}
}
