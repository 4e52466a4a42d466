package network.vision.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class MessageCodecTest {

  static Stream<Message> messages() {
    PeerAddress address = PeerAddress.parse("192.0.2.1:7072").orElseThrow();
    return Stream.of(
        new Message.Ping(-1),
        new Message.Pong(0),
        new Message.GetPeers(),
        new Message.PeerList(List.of(address)),
        new Message.PeerExchangeRequest(),
        new Message.PeerExchangeResponse(
            List.of(
                new Message.ExchangedPeer(address, -1, null),
                new Message.ExchangedPeer(address, 1, 0.5))),
        new Message.PeerGossip("VNODE-A", List.of(), 1),
        new Message.Disconnect("bye"),
        new Message.GetTip(),
        new Message.Tip(-1, "00"),
        new Message.GetBlockHash(7),
        new Message.BlockHash(7, null),
        new Message.BlockHash(7, "00"),
        new Message.ProofOfKey("c2ln"),
        new Message.DialBack(-1, 7072),
        new Message.DialBackResult(-1, DialBackOutcome.REACHED, address, ""),
        new Message.DialBackResult(1, DialBackOutcome.DECLINED, null, "too often"));
  }

  @ParameterizedTest
  @MethodSource("messages")
  void aMessageIsReadAsItWasWritten(Message message) {
    assertThat(MessageCodec.decode(MessageCodec.encode(message)))
        .isEqualTo(new Decoded.Accepted<>(message));
  }

  @ParameterizedTest
  @CsvSource({
    "'{\"Block\":{\"big\":[1,2,3]}}', Block",
    "'{\"MinerTuningHint\":null}', MinerTuningHint",
  })
  void chainDataIsKnownByNameOnly(String json, String name) {
    assertThat(Wire.message(json))
        .isEqualTo(new Decoded.Accepted<Message>(new Message.Uninterpreted(name)));
  }

  @ParameterizedTest
  @CsvSource({
    "'{\"Teleport\":{\"to\":[1]}}', Teleport",
    "'\"Teleport\"', Teleport",
    "'\"Tele\\u001b[1mport\"', Tele?[1mport",
  })
  void anUnknownNameIsToldInPrint(String json, String name) {
    assertThat(Wire.message(json))
        .isEqualTo(new Decoded.Accepted<Message>(new Message.Unknown(name)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{",
        "{}",
        "[]",
        "17",
        "null",
        "true",
        "{\"Ping\":{\"timestamp\":1}}x",
        "nul",
        "\"a",
        "{\"Ping\":{\"timestamp\":1},\"Pong\":{\"timestamp\":1}}",
        "{\"Ping\":{\"timestamp\":01}}"
      })
  void garbageIsRefused(String json) {
    assertThat(Wire.message(json)).isEqualTo(new Decoded.Refused<>(Refusal.MALFORMED_JSON));
  }

  @ParameterizedTest
  @CsvSource({
    "'{\"Ping\":{}}', MISSING_FIELD",
    "'\"Ping\"', MISSING_FIELD",
    "'{\"Ping\":{\"timestamp\":-1}}', BAD_FIELD",
    "'{\"Ping\":{\"timestamp\":\"1\"}}', BAD_FIELD",
    "'{\"Ping\":[]}', BAD_FIELD",
    "'{\"PeerList\":{\"peers\":{}}}', BAD_FIELD",
    "'{\"PeerList\":{}}', MISSING_FIELD",
    "'\"DialBack\"', MISSING_FIELD",
    "'{\"DialBack\":{\"nonce\":1}}', MISSING_FIELD",
    "'{\"DialBack\":{\"nonce\":-1,\"port\":7072}}', BAD_FIELD",
    "'{\"DialBack\":{\"nonce\":1,\"port\":0}}', BAD_PORT",
    "'{\"DialBack\":{\"nonce\":1,\"port\":65536}}', BAD_PORT",
    "'{\"DialBack\":{\"nonce\":1,\"port\":\"7072\"}}', BAD_PORT",
    "'{\"DialBackResult\":{\"nonce\":1}}', MISSING_FIELD",
    "'{\"DialBackResult\":{\"nonce\":1,\"outcome\":\"failed\",\"address\":\"host:1\"}}', BAD_ADDRESS",
    "'', EMPTY",
  })
  void aKnownMessageWithABadFieldIsRefused(String json, Refusal refusal) {
    assertThat(Wire.message(json)).isEqualTo(new Decoded.Refused<>(refusal));
  }

  @Test
  void aDialBackHasNoPlaceForAnAddress() {
    assertThat(
            Wire.message(
                "{\"DialBack\":{\"nonce\":18446744073709551615,\"port\":7072,"
                    + "\"ip\":\"192.0.2.9\",\"address\":\"192.0.2.9:22\"}}"))
        .isEqualTo(new Decoded.Accepted<Message>(new Message.DialBack(-1, 7072)));
  }

  @Test
  void anUnknownOutcomeOfADialBackIsNoFailure() {
    assertThat(Wire.message("{\"DialBackResult\":{\"nonce\":1,\"outcome\":\"later\"}}"))
        .isEqualTo(
            new Decoded.Accepted<Message>(
                new Message.DialBackResult(1, DialBackOutcome.DECLINED, null, "")));
  }

  @Test
  void badAddressesOfAListAreSkippedAlone() {
    assertThat(Wire.message("{\"PeerList\":{\"peers\":[\"192.0.2.1:7072\",17,\"x\",[{}]]}}"))
        .isEqualTo(
            new Decoded.Accepted<Message>(
                new Message.PeerList(
                    List.of(PeerAddress.parse("192.0.2.1:7072").orElseThrow()), 3)));
    assertThat(
            Wire.message(
                "{\"PeerExchangeResponse\":{\"peers\":[{\"addr\":\"192.0.2.1:7072\",\"last_seen\":1,"
                    + "\"score\":1},{\"addr\":17,\"last_seen\":{}},{},null]}}"))
        .isEqualTo(
            new Decoded.Accepted<Message>(
                new Message.PeerExchangeResponse(
                    List.of(
                        new Message.ExchangedPeer(
                            PeerAddress.parse("192.0.2.1:7072").orElseThrow(), 1, 1.0)),
                    3)));
  }

  @Test
  void deepNestingIsRefused() {
    String deep = "[".repeat(Limits.MAX_JSON_DEPTH + 1);

    assertThat(Wire.message("{\"Teleport\":" + deep))
        .isEqualTo(new Decoded.Refused<>(Refusal.TOO_COMPLEX));
  }
}
