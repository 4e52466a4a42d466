package network.vision.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HandshakeJsonTest {

  private static final String REQUIRED =
      "{\"protocol_version\":2,\"chain_id\":\"c\",\"genesis_hash\":\"g\",\"node_nonce\":"
          + "18446744073709551615,\"chain_height\":5,\"node_version\":111,\"node_tag\":\"VNODE-A\","
          + "\"admission_ticket\":\"\",\"vision_address\":\"\",\"node_id\":\"a1\",\"public_key\":\"\","
          + "\"role\":\"constellation\"}";

  @Test
  void missingFieldsTakeTheirDefaults() {
    Handshake handshake = Wire.accepted(Wire.handshake(REQUIRED));

    assertThat(handshake.node().nonce()).isEqualTo(-1L);
    assertThat(handshake.reach()).isEqualTo(new Handshake.Reach(null, null, null, null, List.of()));
    assertThat(handshake.reach().port(HandshakeVersion.V4)).isEqualTo(7070);
    assertThat(handshake.reach().port(HandshakeVersion.V3)).isEqualTo(7072);
    assertThat(handshake.heights().effective()).isEqualTo(5);
    assertThat(handshake.extensions()).isEqualTo(Handshake.Extensions.NONE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "protocol_version",
        "chain_id",
        "genesis_hash",
        "node_nonce",
        "chain_height",
        "node_version",
        "node_tag",
        "admission_ticket",
        "vision_address",
        "node_id",
        "public_key",
        "role"
      })
  void aRequiredFieldMayNotBeMissing(String field) {
    assertThat(Wire.handshake(REQUIRED.replace("\"" + field + "\":", "\"x\":")))
        .isEqualTo(new Decoded.Refused<>(Refusal.MISSING_FIELD));
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "1, 1", "7072, 7072", "65535, 65535"})
  void aStatedPortIsThePort(String written, int port) {
    Handshake handshake = Wire.accepted(Wire.handshake(with("p2p_port", written)));

    assertThat(handshake.reach().port(HandshakeVersion.V4)).isEqualTo(port);
    assertThat(handshake.reach().isPortStated()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "\"7072\"", "-1", "7072.5", "65536", "[]", "1e3", "true"})
  void aBadPortIsRefused(String written) {
    assertThat(Wire.handshake(with("p2p_port", written)))
        .isEqualTo(new Decoded.Refused<>(Refusal.BAD_PORT));
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "\"7072\"", "-1", "0", "65536", "[{}]"})
  void aBadAdvertisedPortCountsAsAbsent(String written) {
    assertThat(Wire.accepted(Wire.handshake(with("advertised_port", written))).reach())
        .isEqualTo(new Handshake.Reach(null, null, null, null, List.of()));
  }

  @Test
  void theAdvertisedPortStandsInForAMissingOne() {
    Handshake handshake = Wire.accepted(Wire.handshake(with("advertised_port", "7099")));

    assertThat(handshake.reach().port(HandshakeVersion.V4)).isEqualTo(7099);
  }

  @ParameterizedTest
  @ValueSource(strings = {"18446744073709551616", "-1", "1.0", "\"1\"", "null"})
  void aNonceIsUnsigned64Bits(String nonce) {
    assertThat(Wire.handshake(REQUIRED.replace("18446744073709551615", nonce)))
        .isEqualTo(new Decoded.Refused<>(Refusal.BAD_FIELD));
  }

  @Test
  void aKeyThatIsNotOfTheNodeIdIsRefused() {
    PublicKey key = Identity.of(new byte[Identity.SECRET_BYTES]).publicKey();

    assertThat(Wire.handshake(with("public_key", "\"" + key.base64() + "\"")))
        .isEqualTo(new Decoded.Refused<>(Refusal.KEY_NOT_OF_NODE_ID));
    assertThat(
            Wire.handshake(
                with("public_key", "\"" + key.base64() + "\"")
                    .replace("\"a1\"", "\"" + key.nodeId() + "\"")))
        .isInstanceOf(Decoded.Accepted.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\\u0007", "\\u001b[31m", "\\u202e", "\\ud800", "\\u2028"})
  void aTextThatDoesNotPrintIsRefused(String escape) {
    assertThat(Wire.handshake(with("node_build", "\"v1" + escape + "\"")))
        .isEqualTo(new Decoded.Refused<>(Refusal.BAD_TEXT));
  }

  @Test
  void malformedExtensionsCountAsAbsent() {
    String odd =
        REQUIRED.replace(
            "}",
            ",\"features\":[\"proof\",5,\"sp ace\",\"record\"],\"challenge\":\"no\",\"proof\":{},"
                + "\"observed_ip\":\"host\",\"dial_back\":-1,\"record\":{\"seq\":\"x\",\"addresses\":[1]}}");

    assertThat(Wire.accepted(Wire.handshake(odd)).extensions())
        .isEqualTo(
            new Handshake.Extensions(List.of("proof", "record"), null, null, null, null, null));
  }

  @Test
  void whatIsWrittenIsReadAgain() {
    String json = with("p2p_port", "7072").replace("}", ",\"seed_peers\":[\"192.0.2.1:7070\"]}");
    Handshake handshake = Wire.accepted(Wire.handshake(json));
    byte[] frame = HandshakeCodec.encode(HandshakeVersion.V4, handshake);

    byte[] payload = java.util.Arrays.copyOfRange(frame, 12, frame.length);

    assertThat(HandshakeCodec.decode(HandshakeVersion.V4, payload))
        .isEqualTo(new Decoded.Accepted<>(handshake));
  }

  private static String with(String field, String value) {
    String without = REQUIRED.replaceAll("\"" + field + "\":\"\",", "");
    return without.substring(0, without.length() - 1) + ",\"" + field + "\":" + value + "}";
  }
}
