package network.vision.api;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * The dashboard's files and the OpenAPI document, read once from the module.
 *
 * <p>The policy lets the page load nothing but these files, talk to nobody but this server, and be
 * framed by nobody.
 */
final class Assets {

  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
          + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  private static final Map<String, String> PAGE_HEADERS = Map.of("Content-Security-Policy", POLICY);

  private static final String HTML = "text/html; charset=utf-8";
  private static final String CSS = "text/css; charset=utf-8";
  private static final String SCRIPT = "text/javascript; charset=utf-8";
  private static final String SVG = "image/svg+xml";

  static List<Route> routes() {
    return List.of(
        file("/", "dashboard/index.html", HTML),
        file("/dashboard/page.css", "dashboard/page.css", CSS),
        file("/dashboard/page.js", "dashboard/page.js", SCRIPT),
        file("/dashboard/feed.js", "dashboard/feed.js", SCRIPT),
        file("/dashboard/sky.js", "dashboard/sky.js", SCRIPT),
        file("/dashboard/table.js", "dashboard/table.js", SCRIPT),
        file("/dashboard/panels.js", "dashboard/panels.js", SCRIPT),
        file("/dashboard/detail.js", "dashboard/detail.js", SCRIPT),
        file("/dashboard/format.js", "dashboard/format.js", SCRIPT),
        file("/favicon.svg", "dashboard/favicon.svg", SVG),
        file("/openapi.json", "openapi.json", "application/json"));
  }

  private static Route file(String path, String resource, String contentType) {
    Body body = new Body(read(resource));
    Answer answer = new Answer.Whole(200, contentType, body, PAGE_HEADERS);
    return Route.get(path, call -> CompletableFuture.completedStage(answer));
  }

  private static byte[] read(String resource) {
    try (InputStream in = Assets.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException(resource + " is missing in the module");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Assets() {}
}
