package network.vision.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IpAddressTest {

  @ParameterizedTest
  @CsvSource({
    "192.0.2.1, 192.0.2.1",
    "0.0.0.0, 0.0.0.0",
    "255.255.255.255, 255.255.255.255",
    "::, ::",
    "::1, ::1",
    "2001:DB8:0:0:1:0:0:1, 2001:db8::1:0:0:1",
    "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
    "2001:db8::, 2001:db8::",
    "1:0:0:2:0:0:0:3, 1:0:0:2::3",
    "::ffff:192.0.2.1, 192.0.2.1",
    "::ffff:c000:201, 192.0.2.1",
    "64:ff9b::192.0.2.33, 64:ff9b::c000:221",
  })
  void aTextIsReadAndWrittenInItsOneForm(String written, String canonical) {
    assertThat(IpAddress.parse(written)).hasToString("Optional[" + canonical + "]");
    assertThat(IpAddress.parse(canonical)).isEqualTo(IpAddress.parse(written));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "localhost",
        "127.1",
        "010.0.0.1",
        "1.2.3",
        "1.2.3.4.",
        "1.2.3.256",
        "1.2.3.+4",
        ".1.2.3",
        "1..2.3",
        "1.2.3.",
        "1.2.3.4.5",
        "00.1.2.3",
        "1.2.3.04",
        "99999999999.1.2.3",
        "0x7f.0.0.1",
        "2130706433",
        "fe80::1%1",
        "[::1]",
        ":::",
        "1::2::3",
        "12345::",
        "::1.2.3",
        "::ffff:010.0.0.1",
        "1:2:3:4:5:6:7",
        "1:2:3:4:5:6:7:8:9",
        "::g",
        " ::1",
        "١.2.3.4"
      })
  void anyOtherTextIsNoAddress(String text) {
    assertThat(IpAddress.parse(text)).isEmpty();
  }

  @Test
  void anyAddressSurvivesItsTextAndTheJdk() {
    RandomGenerator random = RandomGenerator.of("L64X128MixRandom");
    for (int i = 0; i < 2_000; i++) {
      long mask = -1L << random.nextInt(64);
      IpAddress ip =
          i % 4 == 0
              ? IpAddress.ofIpv4(random.nextInt())
              : new IpAddress(random.nextLong() & mask, random.nextLong() & ~mask);
      InetAddress inet = ip.toInetAddress();

      assertThat(IpAddress.parse(ip.toString())).contains(ip);
      assertThat(IpAddress.of(inet)).isEqualTo(ip);
      assertThat(IpAddress.of(InetAddress.ofLiteral(ip.toString()))).isEqualTo(ip);
    }
  }
}
