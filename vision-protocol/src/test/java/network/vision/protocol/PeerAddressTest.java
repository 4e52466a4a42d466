package network.vision.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PeerAddressTest {

  @ParameterizedTest
  @ValueSource(strings = {"192.0.2.1:1", "192.0.2.1:65535", "[2001:db8::1]:7072", "[::]:7072"})
  void anIpAndAPortAreAnAddress(String text) {
    assertThat(PeerAddress.parse(text)).hasToString("Optional[" + text + "]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ":",
        ":7072",
        "192.0.2.1",
        "192.0.2.1:",
        "192.0.2.1:0",
        "192.0.2.1:65536",
        "192.0.2.1:07072",
        "192.0.2.1:+1",
        "192.0.2.1:7072:7072",
        "[192.0.2.1]:7072",
        "::1:80",
        "::1",
        "[::1]",
        "[::1]7072",
        "[::1:7072",
        "::1]:7072",
        "seed.example:7072",
        "8f3c15a20bd94e7768c1f05a3e92d47b60a81c5e"
      })
  void anyOtherTextIsNone(String text) {
    assertThat(PeerAddress.parse(text)).isEmpty();
  }
}
