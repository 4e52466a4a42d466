package network.vision.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressScopeTest {

  @ParameterizedTest
  @CsvSource({
    "8.8.8.8, GLOBAL",
    "192.0.1.1, GLOBAL",
    "100.63.255.255, GLOBAL",
    "100.64.0.1, PRIVATE",
    "10.1.2.3, PRIVATE",
    "127.0.0.1, PRIVATE",
    "169.254.1.1, PRIVATE",
    "172.31.255.255, PRIVATE",
    "172.32.0.1, GLOBAL",
    "192.168.1.1, PRIVATE",
    "192.0.2.1, PRIVATE",
    "198.19.0.1, PRIVATE",
    "198.51.100.9, PRIVATE",
    "203.0.113.9, PRIVATE",
    "0.0.0.0, UNUSABLE",
    "0.1.2.3, UNUSABLE",
    "224.0.0.1, UNUSABLE",
    "240.0.0.1, UNUSABLE",
    "255.255.255.255, UNUSABLE",
    "::, UNUSABLE",
    "ff02::1, UNUSABLE",
    "::1, PRIVATE",
    "fe80::1, PRIVATE",
    "fd00::1, PRIVATE",
    "2001:db8::1, PRIVATE",
    "3fff::1, PRIVATE",
    "2001::1, PRIVATE",
    "4000::1, PRIVATE",
    "2606:4700::1111, GLOBAL",
    "2002:0808:0808::1, GLOBAL",
    "2002:0a00:0001::1, PRIVATE",
    "2002:e000:0001::1, UNUSABLE",
    "64:ff9b::8.8.8.8, GLOBAL",
    "64:ff9b::10.0.0.1, PRIVATE",
    "::ffff:10.0.0.1, PRIVATE",
  })
  void anAddressHasItsScope(String ip, AddressScope scope) {
    assertThat(AddressScope.of(IpAddress.parse(ip).orElseThrow())).isEqualTo(scope);
  }
}
