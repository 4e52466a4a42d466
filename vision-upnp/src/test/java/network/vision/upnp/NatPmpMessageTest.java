package network.vision.upnp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import network.vision.protocol.IpAddress;
import network.vision.upnp.NatPmpMessage.Reply;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NatPmpMessageTest {

  @Test
  void requestsAreWrittenAsTheRfcHasThem() {
    assertThat(NatPmpMessage.addressRequest()).isEqualTo(bytes("0000"));
    assertThat(NatPmpMessage.mapRequest(7072, 50_000, 3600))
        .isEqualTo(bytes("0002 0000 1ba0 c350 00000e10"));
  }

  @Test
  void theOuterAddressIsRead() {
    assertThat(decode("0080 0000 0000002a c0000101"))
        .isEqualTo(new Reply.Address(0, 42, IpAddress.parse("192.0.1.1").orElseThrow()));
  }

  @Test
  void aMappingIsRead() {
    assertThat(decode("0082 0000 fffffffe 1ba0 c350 00000e10"))
        .isEqualTo(new Reply.Mapping(0, 4294967294L, 7072, 50_000, 3600));
  }

  @Test
  void anErrorIsReadWithAndWithoutTheRest() {
    Reply.Failure failure = new Reply.Failure(2, NatPmpMessage.NETWORK_FAILURE, 42);

    assertThat(decode("0082 0003 0000002a")).isEqualTo(failure);
    assertThat(decode("0082 0003 0000002a 1ba0 0000 00000000")).isEqualTo(failure);
    assertThat(NatPmpMessage.resultName(failure.result())).isEqualTo("NETWORK_FAILURE");
    assertThat(NatPmpMessage.resultName(99)).isEqualTo("result 99");
  }

  @Test
  void anAnswerBelongsToItsQuestion() {
    Reply mapping = decode("0082 0000 0000002a 1ba0 c350 00000e10");

    assertThat(NatPmpMessage.isAboutPort(mapping, 7072)).isTrue();
    assertThat(NatPmpMessage.isAboutPort(mapping, 7073)).isFalse();
    assertThat(NatPmpMessage.isAboutAddress(mapping)).isFalse();
    assertThat(NatPmpMessage.isAboutAddress(decode("0080 0001 0000002a"))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "0080 0000",
        // a request
        "0002 0000 1ba0 c350 00000e10",
        // PCP
        "0280 0000 0000002a c0000101",
        // a UDP mapping
        "0081 0000 0000002a 1ba0 c350 00000e10",
        // too short and too long for what they are
        "0080 0000 0000002a",
        "0082 0000 0000002a 1ba0 c350",
        "0082 0000 0000002a 1ba0 c350 00000e10 00"
      })
  void whatIsNoReplyIsNotRead(String hex) {
    assertThat(NatPmpMessage.decode(ByteBuffer.wrap(bytes(hex)))).isEmpty();
  }

  private static Reply decode(String hex) {
    return NatPmpMessage.decode(ByteBuffer.wrap(bytes(hex))).orElseThrow();
  }

  private static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex.replace(" ", ""));
  }
}
