package network.vision.upnp.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import network.vision.upnp.FakeHttp;
import org.bitlet.weupnp.GatewayDevice;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RouterHttpTest {

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  @Test
  void aDocumentIsRead() throws Exception {
    try (FakeHttp http = new FakeHttp((_, out) -> out.write(FakeHttp.answer("200 OK", "<a/>")))) {
      assertThat(RouterHttp.get(http.url("/a"), Deadline.in(PATIENCE)))
          .asString()
          .isEqualTo("<a/>");
      assertThat(http.requests().getFirst().path()).isEqualTo("/a");
    }
  }

  @Test
  void anAnswerWithoutAnEndIsCutOff() throws Exception {
    byte[] spaces = " ".repeat(1000).getBytes(StandardCharsets.US_ASCII);
    try (FakeHttp http =
        new FakeHttp((_, out) -> {
          out.write("HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
          for (int i = 0; i < 1_000_000; i++) {
            out.write(spaces);
          }
        })) {
      assertThatIOException()
          .isThrownBy(() -> RouterHttp.get(http.url("/"), Deadline.in(PATIENCE)))
          .withMessageContaining("longer than " + RouterHttp.MAX_ANSWER_BYTES);
    }
  }

  @Test
  void aServerThatNeverAnswersIsGivenUpOn() throws Exception {
    try (FakeHttp http = new FakeHttp(FakeHttp.dripping("HTTP/1.1 200 OK\r\nX:"))) {
      assertThat(
              catchThrowable(
                  () -> RouterHttp.get(http.url("/"), Deadline.in(Duration.ofMillis(300)))))
          .isInstanceOf(SocketTimeoutException.class);
    }
  }

  @Test
  void weupnpCallsThroughTheBounds() throws Exception {
    String answer = "<s><NewExternalIPAddress>192.0.1.1</NewExternalIPAddress></s>";
    try (FakeHttp http = new FakeHttp((_, out) -> out.write(FakeHttp.answer("200 OK", answer)))) {
      String url = RouterHttp.bounded(http.url("/ctl"));
      Map<String, String> values =
          RouterHttp.<Map<String, String>, Exception>call(
              Deadline.in(PATIENCE),
              () -> GatewayDevice.simpleUPnPcommand(url, "urn:s", "Get", Map.of("A", "1")));

      assertThat(values).containsEntry("NewExternalIPAddress", "192.0.1.1");
      assertThat(http.requests().getFirst().headers()).contains("POST /ctl ", "\"urn:s#Get\"");
      assertThat(http.requests().getFirst().body()).contains("<A>1</A>");
    }
  }

  @Test
  void theSchemeWorksInsideACallOnly() {
    assertThatIOException()
        .isThrownBy(() -> URI.create("upnp://127.0.0.1:1/").toURL().openStream());
  }

  @Test
  void entitiesAreRefusedInEveryEncoding() throws IOException {
    String document = "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>";
    for (String charset : new String[] {"UTF-8", "UTF-16", "IBM037"}) {
      byte[] bytes =
          ("<?xml version=\"1.0\" encoding=\"" + charset + "\"?>" + document)
              .getBytes(Charset.forName(charset));
      assertThatIOException()
          .as(charset)
          .isThrownBy(() -> SafeXml.parse(bytes, new org.xml.sax.helpers.DefaultHandler()))
          .withMessageContaining("DOCTYPE");
    }
  }
}
