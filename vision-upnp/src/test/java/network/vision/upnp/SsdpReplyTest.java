package network.vision.upnp;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import network.vision.protocol.IpAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SsdpReplyTest {

  private static final IpAddress ROUTER = IpAddress.parse("192.168.71.1").orElseThrow();

  /** What miniupnpd 2.3.1 sends. */
  private static final String GOOD =
      """
      HTTP/1.1 200 OK\r
      CACHE-CONTROL: max-age=120\r
      ST: urn:schemas-upnp-org:device:InternetGatewayDevice:1\r
      USN: uuid:00000000-0000-0000-0000-0000fb80eddb::urn:schemas-upnp-org:device:InternetGatewayDevice:1\r
      EXT:\r
      SERVER: Debian/12 UPnP/1.1 MiniUPnPd/2.3.1\r
      LOCATION: http://192.168.71.1:5555/rootDesc.xml\r
      OPT: "http://schemas.upnp.org/upnp/1/0/"; ns=01\r
      BOOTID.UPNP.ORG: 1\r
      \r
      """;

  @Test
  void aGatewaysReplyTellsWhereItIsDescribed() {
    assertThat(SsdpReply.decode(ROUTER, bytes(GOOD)))
        .contains(new SsdpReply(ROUTER, URI.create("http://192.168.71.1:5555/rootDesc.xml")));
  }

  @Test
  void namesOfFieldsAreReadInAnyCaseAndWithoutASpace() {
    String text =
        GOOD.replace("LOCATION: ", "Location:").replace("ST: ", "st:").replace("\r\n", "\n");

    assertThat(SsdpReply.decode(ROUTER, bytes(text))).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://192.168.71.3:5555/rootDesc.xml",
        "http://router.example/rootDesc.xml",
        "https://192.168.71.1/rootDesc.xml",
        "file:///etc/passwd",
        "http://192.168.71.1@203.0.113.9/",
        "http://user@192.168.71.1/",
        "http://192.168.71.1:70000/",
        "http://192.168.71.1:0/",
        "http://0300.0250.0107.0001/",
        "http://[::ffff:192.168.71.3]/",
        "/rootDesc.xml",
        "not a url",
        ""
      })
  void aDescriptionElsewhereIsNotBelieved(String location) {
    String text = GOOD.replace("http://192.168.71.1:5555/rootDesc.xml", location);

    assertThat(SsdpReply.decode(ROUTER, bytes(text))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\r\n\r\n",
        "HTTP/1.1 404 Not Found\r\n\r\n",
        "NOTIFY * HTTP/1.1\r\nLOCATION: http://192.168.71.1/\r\n\r\n",
        "HTTP/1.1 200 OK\r\nLOCATION: http://192.168.71.1/\r\n\r\n",
        "HTTP/1.1 200 OK\r\nST: upnp:rootdevice\r\nLOCATION: http://192.168.71.1/\r\n\r\n",
        "HTTP/1.1 200 OK\r\nST: urn:schemas-upnp-org:device:InternetGatewayDevice:1\r\n\r\n"
      })
  void whatIsNoGatewaysReplyIsNotRead(String text) {
    assertThat(SsdpReply.decode(ROUTER, bytes(text))).isEmpty();
  }

  private static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1));
  }
}
