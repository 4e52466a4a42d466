package network.vision.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import network.vision.protocol.HostAndPort;
import org.junit.jupiter.api.Test;

class ListenPlanTest {

  @Test
  void theWildcardPairIsOneDualStackSocketWhicheverComesFirst() {
    assertThat(sockets(true, "0.0.0.0:7072", "[::]:7072")).containsExactly("::/7072");
    assertThat(sockets(true, "[::]:7072", "0.0.0.0:7072")).containsExactly("::/7072");
    assertThat(places(true, "0.0.0.0:7072", "[::]:7072")).containsExactly("0.0.0.0@0", "::@0");
  }

  @Test
  void theWildcardPairOfAnyPortIsOneSocketToo() {
    assertThat(sockets(true, "0.0.0.0:0", "[::]:0")).containsExactly("::/0");
  }

  @Test
  void otherAddressesOfAnyPortGetAPortEach() {
    assertThat(sockets(true, "127.0.0.1:0", "[::1]:0", "0.0.0.0:0")).hasSize(3);
  }

  @Test
  void equalAddressesShareASocket() {
    assertThat(sockets(true, "127.0.0.1:7072", "127.0.0.1:7072")).containsExactly("127.0.0.1/7072");
    assertThat(places(true, "127.0.0.1:7072", "127.0.0.1:7072")).containsExactly("127.0.0.1@0");
  }

  @Test
  void aWildcardServesTheAddressesOnItsPort() {
    assertThat(sockets(true, "127.0.0.1:7072", "0.0.0.0:7072", "[::1]:7072"))
        .containsExactly("0.0.0.0/7072", "::1/7072");
    assertThat(sockets(true, "127.0.0.1:7072", "[::1]:7072", "[::]:7072"))
        .containsExactly("::/7072");
    assertThat(places(true, "127.0.0.1:7072", "0.0.0.0:7072", "[::1]:7072"))
        .containsExactly("127.0.0.1@0", "0.0.0.0@0", "::1@1");
  }

  @Test
  void threePlacesOfTheGuideAreTwoSockets() {
    assertThat(sockets(true, "0.0.0.0:7072", "[::]:7072", "0.0.0.0:7070"))
        .containsExactly("::/7072", "0.0.0.0/7070");
  }

  @Test
  void withoutIpv6TheWildcardsFallBackToIpv4() {
    assertThat(sockets(false, "0.0.0.0:7072", "[::]:7072")).containsExactly("0.0.0.0/7072");
    assertThat(places(false, "[::]:7072")).containsExactly("0.0.0.0@0");
  }

  private static List<String> sockets(boolean hasIpv6, String... configured) {
    return plan(hasIpv6, configured).sockets().stream()
        .map(socket -> socket.ip() + "/" + socket.port())
        .toList();
  }

  private static List<String> places(boolean hasIpv6, String... configured) {
    return plan(hasIpv6, configured).places().stream()
        .map(place -> place.ip() + "@" + place.socket())
        .toList();
  }

  private static ListenPlan plan(boolean hasIpv6, String... configured) {
    return ListenPlan.of(
        Stream.of(configured).map(text -> HostAndPort.parse(text).orElseThrow()).toList(), hasIpv6);
  }
}
