package network.vision.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlainJsonTest {

  private static final Identity ALICE = Identity.of(new byte[Identity.SECRET_BYTES]);
  private static final PeerAddress ADDRESS = PeerAddress.parse("192.0.2.1:7072").orElseThrow();
  private static final PeerAddress IPV6 = PeerAddress.parse("[2001:db8::1]:7072").orElseThrow();
  private static final PeerRecord RECORD =
      PeerRecord.sign(ALICE, "genesis", 1_764_873_060_000L, List.of(ADDRESS, IPV6));

  private static final Message GOSSIP =
      new Message.PeerGossip(
          "VNODE-A",
          List.of(
              peer(ALICE.nodeId(), ADDRESS, RECORD),
              peer(new NodeId("b"), IPV6, null),
              peer(new NodeId("c"), ADDRESS, null)),
          1_764_873_060);

  @Test
  void whatANodeSaysIsReadWithoutTheParser() {
    for (Message message :
        List.of(
            GOSSIP,
            new Message.GetPeers(),
            new Message.PeerList(List.of(ADDRESS, IPV6)),
            new Message.PeerList(List.of()),
            new Message.Tip(0, "ab"),
            new Message.BlockHash(7, null),
            new Message.Disconnect("bye"),
            new Message.DialBack(81, 40_001))) {
      assertThat(MessageCodec.readPlain(MessageCodec.encode(message))).isEqualTo(message);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{ }",
        "{\"Tip\": {\"height\":1,\"hash\":\"a\"}}",
        "{\"Tip\":{\"height\":1,\"hash\":\"a\"}} ",
        "{\"Tip\":{\"height\":1,\"hash\":\"\\u0061\"}}",
        "{\"Tip\":{\"height\":1,\"hash\":\"\u00e4\"}}",
        "{\"Tip\":{\"height\":1,\"hash\":\"a\\n\"}}",
        "{\"Tip\":{\"height\":1000000000000000000,\"hash\":\"a\"}}",
        "{\"Tip\":{\"height\":1,\"hash\":\"a\",\"more\":[{}]}}",
        "{\"Tip\":{\"height\":1,\"hash\":\"a\",}}",
        "{\"Tip\":{,\"height\":1,\"hash\":\"a\"}}",
        "{\"Tip\":{\"height\":1 ,\"hash\":\"a\"}}",
        "{\"Tip\":{\"height\":01,\"hash\":\"a\"}}",
        "{\"Tip\":{\"height\":-1,\"hash\":\"a\"}}",
        "{\"Tip\":{\"height\":1.0,\"hash\":\"a\"}}",
        "{\"Tip\":{\"height\":1e0,\"hash\":\"a\"}}",
        "{\"Tip\":{\"height\":,\"hash\":\"a\"}}",
        "{\"Tip\":{\"height\":1}}",
        "{\"Tip\":{\"height\":1,\"hash\":\"a\"},\"Tip\":null}",
        "{\"PeerList\":{\"peers\":[\"192.0.2.1:7072\",]}}",
        "{\"PeerList\":{\"peers\":[,\"192.0.2.1:7072\"]}}",
        "{\"PeerList\":{\"peers\":[\"192.0.2.1:7072\",7]}}",
        "{\"PeerList\":{\"peers\":[",
        "[",
        "7",
      })
  void anyOtherSpellingIsLeftToTheParser(String text) {
    byte[] json = Wire.bytes(text);

    assertThat(MessageCodec.readPlain(json)).isNull();
    assertThat(MessageCodec.decode(json)).isEqualTo(MessageCodec.parse(json));
  }

  @Test
  void aMessageCutOffAnywhereIsLeftToTheParser() {
    byte[] json = MessageCodec.encode(GOSSIP);
    for (int bytes = 1; bytes < json.length; bytes++) {
      assertThat(MessageCodec.readPlain(Arrays.copyOf(json, bytes))).as("%d bytes", bytes).isNull();
    }
  }

  @Test
  void aMessageWithAnyByteChangedMeansWhatTheParserFindsInIt() {
    byte[] json = MessageCodec.encode(GOSSIP);
    for (int at = 0; at < json.length; at++) {
      for (byte other : Wire.bytes("\"\\{}[],:0-. nt\u00e4\n")) {
        byte[] changed = json.clone();
        changed[at] = other;

        assertThat(MessageCodec.decode(changed))
            .as("byte %d is %d", at, other)
            .isEqualTo(MessageCodec.parse(changed));
      }
    }
  }

  private static GossipPeer peer(NodeId id, PeerAddress address, PeerRecord record) {
    return new GossipPeer(
        id,
        "VNODE-X",
        "vision://x",
        address,
        true,
        "guardian",
        -5,
        "fair",
        true,
        false,
        null,
        "eu",
        record);
  }
}
