package network.vision.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PingTextTest {

  @ParameterizedTest
  @ValueSource(strings = {"0", "7", "1764873060", "999999999999999999"})
  void theUsualSpellingMeansWhatTheParserFindsInIt(String timestamp) {
    byte[] ping = Wire.bytes("{\"Ping\":{\"timestamp\":" + timestamp + "}}");
    byte[] pong = Wire.bytes("{\"Pong\":{\"timestamp\":" + timestamp + "}}");

    assertThat(PingText.read(ping)).isEqualTo(Wire.accepted(MessageCodec.parse(ping)));
    assertThat(PingText.read(pong)).isEqualTo(Wire.accepted(MessageCodec.parse(pong)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"Ping\":{\"timestamp\":}}",
        "{\"Ping\":{\"timestamp\":01}}",
        "{\"Ping\":{\"timestamp\":-1}}",
        "{\"Ping\":{\"timestamp\":1.0}}",
        "{\"Ping\":{\"timestamp\": 1}}",
        "{\"Ping\":{\"timestamp\":1}} ",
        "{\"Ping\":{\"timestamp\":18446744073709551615}}",
        "{\"Tips\":{\"timestamp\":1}}",
        "{}",
      })
  void anyOtherSpellingIsLeftToTheParser(String json) {
    assertThat(PingText.read(Wire.bytes(json))).isNull();
  }

  @Test
  void aTimestampOf64BitsIsWrittenUnsigned() {
    assertThat(new String(MessageCodec.encode(new Message.Pong(-1)), StandardCharsets.US_ASCII))
        .isEqualTo("{\"Pong\":{\"timestamp\":18446744073709551615}}");
  }
}
