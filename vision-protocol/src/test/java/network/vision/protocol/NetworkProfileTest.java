package network.vision.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NetworkProfileTest {

  private static final String MINIMAL =
      "{\"name\":\"lab\",\"network_id\":\"lab\",\"node_build\":\"b\",\"node_version\":1,"
          + "\"protocol_version\":2,\"chain_id\":\""
          + "0".repeat(64)
          + "\",\"genesis_hash\":\""
          + "1".repeat(64)
          + "\"}";

  @Test
  void mainnetHasTheValuesOfTheDeployedNodes() {
    NetworkProfile mainnet = NetworkProfile.builtIn("mainnet").orElseThrow();

    assertThat(mainnet.nodeVersion()).isEqualTo(103);
    assertThat(mainnet.bootstrapPrefix()).isEqualTo("vision-constellation-v1.0.1");
    assertThat(mainnet.powMessageVersion()).isEqualTo(150);
    assertThat(mainnet.seeds()).hasSize(7);
    assertThat(mainnet.seeds().getFirst())
        .isEqualTo(new NetworkProfile.Seed(new HostAndPort("69.173.206.211", 7070), "Sparks"));
    assertThat(mainnet.isPrivateAllowed()).isFalse();
    assertThat(mainnet.dialOnly()).isEmpty();
  }

  @Test
  void devnetHasNoSeedsAndDialsLoopbackOnly() {
    NetworkProfile devnet = NetworkProfile.builtIn("devnet").orElseThrow();

    assertThat(devnet.seeds()).isEmpty();
    assertThat(devnet.dialOnly())
        .extracting(IpRange::toString)
        .containsExactly("127.0.0.0/8", "::1/128");
    assertThat(NetworkProfile.builtIn("testnet")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "'\"name\":\"lab\",', '', name: missing",
    "'\"node_version\":1', '\"node_version\":-1', node_version: bad_field",
    "'0000', 'zz', chain_id: not 64 lower-case hex digits",
    "'{\"name\"', '{\"nmae\":1,\"name\"', nmae: no such field",
    "'{\"name\"', '{\"seeds\":[{\"address\":\"host\"}],\"name\"', seeds: bad_address",
    "'{\"name\"', '{\"dial_only\":[\"10.0.0.1/8\"],\"name\"', dial_only: bad_address",
    "'}', '', not a profile: malformed_json",
  })
  void aMistakeIsSaidWithItsField(String find, String replacement, String message) {
    byte[] json = Wire.bytes(MINIMAL.replace(find, replacement));

    assertThatThrownBy(() -> NetworkProfile.decode(json))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }
}
