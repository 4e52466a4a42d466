package network.vision.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The page, as a browser is given it. */
class DashboardTest {

  private static final Pattern LINK = Pattern.compile("(?:src|href|from) ?= ?\"([^\"#]+)\"");
  private static final Pattern IMPORT = Pattern.compile("from '\\./([a-z]+\\.js)'");

  private TestServer server;

  @BeforeEach
  void start() throws Exception {
    server = new TestServer();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void thePageMayLoadNothingFromElsewhere() throws Exception {
    RawHttp.Reply page = server.get("/");

    assertThat(page.header("Content-Type")).isEqualTo("text/html; charset=utf-8");
    assertThat(page.header("Content-Security-Policy"))
        .startsWith("default-src 'none'; script-src 'self'; style-src 'self';")
        .doesNotContain("unsafe");
    assertThat(page.body()).doesNotContain("<style", "style=", "onclick", "://");
  }

  @Test
  void everyFileThePageNamesIsServed() throws Exception {
    Matcher links = LINK.matcher(server.get("/").body());
    while (links.find()) {
      assertThat(server.get(links.group(1)).status()).as(links.group(1)).isEqualTo(200);
    }
    for (String script : new String[] {"page", "sky", "table", "panels", "detail", "feed"}) {
      Matcher imports = IMPORT.matcher(server.get("/dashboard/" + script + ".js").body());
      while (imports.find()) {
        assertThat(server.get("/dashboard/" + imports.group(1)).header("Content-Type"))
            .isEqualTo("text/javascript; charset=utf-8");
      }
    }
  }

  @Test
  void whatPeersSayNeverBecomesMarkup() throws Exception {
    for (String script :
        new String[] {"page", "sky", "table", "panels", "detail", "feed", "format"}) {
      assertThat(server.get("/dashboard/" + script + ".js").body())
          .doesNotContain("innerHTML", "outerHTML", "insertAdjacentHTML", "eval(");
    }
  }

  @Test
  void aFileThatDidNotChangeIsNotSentAgain() throws Exception {
    String tag = server.get("/dashboard/page.css").header("ETag");

    assertThat(server.get("/dashboard/page.css", "If-None-Match: " + tag).status()).isEqualTo(304);
  }
}
