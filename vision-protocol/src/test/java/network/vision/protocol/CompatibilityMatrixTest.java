package network.vision.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import network.vision.protocol.DocumentedTable.Check;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The tables of docs/PROTOCOL.md §11 about ports and about what is new to one side, row by row. */
class CompatibilityMatrixTest {

  private static final String LONG_NUMBER = "1".repeat(Limits.MAX_JSON_NUMBER_CHARS + 1);

  @TestFactory
  Stream<DynamicTest> thePortInAVersion4Handshake() {
    return new DocumentedTable("| `p2p_port` | what happens |")
        .tests(
            Map.of(
                "absent",
                _ -> {
                  assertThat(reach("").port(HandshakeVersion.V4)).isEqualTo(7070);
                  assertThat(reach("").isPortStated()).isFalse();
                  assertThat(reach(",\"advertised_port\":7001").port(HandshakeVersion.V4))
                      .isEqualTo(7001);
                  assertThat(reach(",\"advertised_port\":7001").isPortStated()).isTrue();
                },
                "0, also beside an `advertised_port`",
                _ -> {
                  assertThat(portOf("0")).isZero();
                  assertThat(
                          reach(",\"p2p_port\":0,\"advertised_port\":7001")
                              .port(HandshakeVersion.V4))
                      .isZero();
                },
                "1–65535",
                _ -> {
                  assertThat(portOf("1")).isEqualTo(1);
                  assertThat(portOf("65535")).isEqualTo(65535);
                },
                "65536, -1, 7072.5, 7072.0, 1e3, \"7072\", null, true, []",
                cells ->
                    DocumentedTable.values(cells.getFirst())
                        .forEach(value -> refused(port(value), Refusal.BAD_PORT)),
                "a number of more than 1,000 characters",
                _ -> refused(port(LONG_NUMBER), Refusal.TOO_COMPLEX)));
  }

  @TestFactory
  Stream<DynamicTest> aBadAdvertisedPortCountsAsAbsent() {
    return Stream.of("null", "0", "65536", "-1", "7072.5", "\"7072\"", "[{}]")
        .map(value ->
            DynamicTest.dynamicTest(
                value,
                () -> {
                  Handshake.Reach reach = reach(",\"advertised_port\":" + value);
                  assertThat(reach.port(HandshakeVersion.V4)).isEqualTo(7070);
                  assertThat(reach.port(HandshakeVersion.V3)).isEqualTo(7072);
                  assertThat(reach.isPortStated()).isFalse();
                }));
  }

  @TestFactory
  Stream<DynamicTest> thePortInAGossipEntry() {
    return new DocumentedTable("| `port` | `IP` | `IP:7001` |")
        .tests(
            Map.of(
                "absent",
                _ -> {
                  assertThat(entry("192.0.2.1", "").address()).hasToString("192.0.2.1:7070");
                  assertThat(entry("192.0.2.1", "").isPortStated()).isFalse();
                  assertThat(entry("192.0.2.1:7001", "").address()).hasToString("192.0.2.1:7001");
                },
                "1–65535",
                _ ->
                    Stream.of("192.0.2.1", "192.0.2.1:7001")
                        .forEach(ip ->
                            assertThat(entry(ip, ",\"port\":65535").address())
                                .hasToString("192.0.2.1:65535")),
                "0, 65536, -1, 7072.5, 7072.0, 1e3, \"7072\", null",
                cells ->
                    DocumentedTable.values(cells.getFirst())
                        .forEach(CompatibilityMatrixTest::skippedForItsPort),
                "a number of more than 1,000 characters",
                _ ->
                    refused(
                        WireJson.gossip(WireJson.entry("192.0.2.1", ",\"port\":" + LONG_NUMBER)),
                        Refusal.TOO_COMPLEX)));
  }

  @TestFactory
  Stream<DynamicTest> whatIsNewToOneSide() {
    return new DocumentedTable("| what comes | what happens |").tests(NEW_TO_ONE_SIDE);
  }

  private static final Map<String, Check> NEW_TO_ONE_SIDE =
      Map.ofEntries(
          Map.entry(
              "unknown field in a handshake, a message, an entry or a record",
              _ -> {
                assertThat(WireJson.with(",\"later\":{\"a\":[1]}")).isEqualTo(WireJson.with(""));
                accepted("{\"Ping\":{\"timestamp\":1,\"later\":[]}}", new Message.Ping(1));
                assertThat(entry("192.0.2.1", ",\"later\":{}")).isEqualTo(entry("192.0.2.1", ""));
              }),
          Map.entry(
              "– with a name above 1,000 characters, or nested deeper than 32",
              _ -> {
                refused(WireJson.with(",\"" + "n".repeat(1001) + "\":1"), Refusal.TOO_COMPLEX);
                refused(
                    WireJson.with(",\"n\":" + "[".repeat(33) + "]".repeat(33)),
                    Refusal.TOO_COMPLEX);
              }),
          Map.entry(
              "required field absent",
              _ -> {
                refused(Wire.handshake("{}"), Refusal.MISSING_FIELD);
                refused(Wire.message("{\"Tip\":{\"height\":1}}"), Refusal.MISSING_FIELD);
                assertThat(skipped("{}")).isEqualTo(Refusal.MISSING_FIELD);
              }),
          Map.entry(
              "null or another type in a field that does not allow it",
              _ -> {
                refused(WireJson.with(",\"role\":null"), Refusal.BAD_FIELD);
                refused(Wire.message("{\"Ping\":{\"timestamp\":\"1\"}}"), Refusal.BAD_FIELD);
                assertThat(skipped(WireJson.entry("192.0.2.1", ",\"is_verified\":1")))
                    .isEqualTo(Refusal.BAD_FIELD);
              }),
          Map.entry(
              "malformed `challenge`, `proof`, `observed_ip`, `record` or feature",
              _ ->
                  assertThat(
                          WireJson.with(
                              ",\"challenge\":1,\"proof\":\"x\",\"observed_ip\":\"host\","
                                  + "\"record\":{},\"features\":[\"a b\"]"))
                      .isEqualTo(WireJson.with(""))),
          Map.entry(
              "unknown message, bare or with content",
              _ -> {
                accepted("\"Later\"", new Message.Unknown("Later"));
                accepted("{\"Later\":{\"a\":1}}", new Message.Unknown("Later"));
              }),
          Map.entry(
              "known message as a bare string without its content",
              _ ->
                  Stream.of("Ping", "PeerGossip", "BlockHash")
                      .forEach(name ->
                          refused(Wire.message("\"" + name + "\""), Refusal.MISSING_FIELD))),
          Map.entry(
              "unknown feature",
              _ ->
                  assertThat(
                          Wire.accepted(WireJson.with(",\"features\":[\"later\"]"))
                              .extensions()
                              .features())
                      .containsExactly("later")),
          Map.entry(
              "unknown `role`",
              _ -> {
                assertThat(Wire.accepted(WireJson.with(",\"role\":\"herald\"")).node().role())
                    .isEqualTo("herald");
                assertThat(passedOn(",\"role\":\"herald\"").role()).isEqualTo("herald");
              }),
          Map.entry(
              "unknown `reputation_tier`",
              _ ->
                  assertThat(entry("192.0.2.1", ",\"reputation_tier\":\"mythic\"").reputationTier())
                      .isEqualTo("mythic")),
          Map.entry(
              "`role` or tier that is no text, too long or not printable",
              _ ->
                  Stream.of("7", "\"" + "r".repeat(129) + "\"", "\"\\u202e\"")
                      .forEach(bad -> {
                        assertThat(WireJson.with(",\"role\":" + bad))
                            .isInstanceOf(Decoded.Refused.class);
                        assertThat(skipped(WireJson.entry("192.0.2.1", ",\"role\":" + bad)))
                            .isIn(Refusal.BAD_FIELD, Refusal.BAD_TEXT);
                      })),
          Map.entry(
              "a version 3 payload that is cut off or has a byte too many",
              _ -> {
                byte[] frame =
                    HandshakeCodec.encode(HandshakeVersion.V3, Wire.accepted(WireJson.with("")));
                byte[] payload =
                    Arrays.copyOfRange(frame, HandshakeCodec.HEADER_BYTES, frame.length);
                Stream.of(payload.length - 1, payload.length + 1)
                    .forEach(length ->
                        refused(
                            HandshakeCodec.decode(
                                HandshakeVersion.V3, Arrays.copyOf(payload, length)),
                            Refusal.MALFORMED_BINCODE));
              }),
          Map.entry(
              "an item of `PeerList` or `PeerExchangeResponse` that is no address",
              _ -> {
                PeerAddress good = PeerAddress.parse("192.0.2.1:1").orElseThrow();
                accepted(
                    "{\"PeerList\":{\"peers\":[\"x\",\"192.0.2.1:1\",7]}}",
                    new Message.PeerList(List.of(good), 2));
                accepted(
                    "{\"PeerExchangeResponse\":{\"peers\":[{\"addr\":\"x\",\"last_seen\":1},"
                        + "{\"addr\":\"192.0.2.1:1\",\"last_seen\":1}]}}",
                    new Message.PeerExchangeResponse(
                        List.of(new Message.ExchangedPeer(good, 1, null)), 1));
              }));

  private static void skippedForItsPort(String value) {
    for (String ip : List.of("192.0.2.1", "192.0.2.1:7001")) {
      assertThat(skipped(WireJson.entry(ip, ",\"port\":" + value)))
          .as("%s %s", ip, value)
          .isEqualTo(Refusal.BAD_PORT);
    }
  }

  private static Decoded<Handshake> port(String value) {
    return WireJson.with(",\"p2p_port\":" + value);
  }

  private static int portOf(String value) {
    return Wire.accepted(port(value)).reach().port(HandshakeVersion.V4);
  }

  private static Handshake.Reach reach(String fields) {
    return Wire.accepted(WireJson.with(fields)).reach();
  }

  private static GossipPeer entry(String ip, String fields) {
    return ((Message.PeerGossip) Wire.accepted(WireJson.gossip(WireJson.entry(ip, fields))))
        .peers()
        .getFirst();
  }

  private static GossipPeer passedOn(String fields) {
    Message heard = new Message.PeerGossip("b", List.of(entry("192.0.2.1", fields)), 1);
    return ((Message.PeerGossip) Wire.accepted(MessageCodec.decode(MessageCodec.encode(heard))))
        .peers()
        .getFirst();
  }

  private static Refusal skipped(String entry) {
    Message.PeerGossip gossip = (Message.PeerGossip) Wire.accepted(WireJson.gossip(entry));
    assertThat(gossip.peers()).isEmpty();
    return gossip.skipped().getFirst();
  }

  private static void accepted(String json, Message message) {
    assertThat(Wire.message(json)).isEqualTo(new Decoded.Accepted<>(message));
  }

  private static <T> void refused(Decoded<T> decoded, Refusal refusal) {
    assertThat(decoded).isEqualTo(new Decoded.Refused<T>(refusal));
  }
}
