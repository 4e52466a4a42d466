package network.vision.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GossipPeerJsonTest {

  /** The table of docs/PROTOCOL.md §5, row by row; "absent" leaves the field out. */
  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "\"192.168.1.1\",               7072,   192.168.1.1:7072,   true",
        "\"192.168.1.1:7072\",          7072,   192.168.1.1:7072,   true",
        "\"192.168.1.1:9999\",          7072,   192.168.1.1:7072,   true",
        "\"192.168.1.1:7072\",          absent, 192.168.1.1:7072,   true",
        "\"192.168.1.1\",               absent, 192.168.1.1:7070,   false",
        "\"2001:db8::1\",               7072,   [2001:db8::1]:7072, true",
        "\"[2001:db8::1]:7072\",        absent, [2001:db8::1]:7072, true",
        "\"2001:db8::1\",               absent, [2001:db8::1]:7070, false",
        "\"::ffff:192.168.1.1\",        7072,   192.168.1.1:7072,   true",
        "\"[::ffff:192.168.1.1]:7072\", absent, 192.168.1.1:7072,   true",
      })
  void anAddressIsMadeOfTheTextAndTheField(
      String ipAddress, String port, String address, boolean isPortStated) {
    GossipPeer peer = Wire.accepted(gossip(entry(ipAddress, port))).peers().getFirst();

    assertThat(peer.address()).hasToString(address);
    assertThat(peer.isPortStated()).isEqualTo(isPortStated);
  }

  @Test
  void fieldsAreReadInAnyOrderAmongOthersAndHoweverTheirNamesAreSpelled() {
    List<String> fields =
        new ArrayList<>(
            List.of(
                "\"node_id\":\"carol\"",
                "\"node_tag\":\"VNODE-C\"",
                "\"vision_address\":\"vision://c\"",
                "\"ip_address\":\"192.0.2.7\"",
                "\"port\":7072",
                "\"role\":\"guardian\"",
                "\"last_seen\":-5",
                "\"reputation\\u005ftier\":\"fair\"",
                "\"is_verified\":true",
                "\"re\\u0061chable\":true",
                "\"nat_type\":null",
                "\"region\":\"here\"",
                "\"record\":{\"seq\":[1]}",
                "\"\":{\"port\":0}",
                "\"por\":1",
                "\"ports\":[{}]",
                "\"a_name_that_is_longer_than_each_of_the_known_ones\":\"\""));
    GossipPeer carol =
        new GossipPeer(
            new NodeId("carol"),
            "VNODE-C",
            "vision://c",
            PeerAddress.parse("192.0.2.7:7072").orElseThrow(),
            true,
            "guardian",
            -5,
            "fair",
            true,
            true,
            null,
            "here",
            null);

    for (int seed = 0; seed < 100; seed++) {
      Collections.shuffle(fields, new Random(seed));
      String entry = "{" + String.join(", ", fields) + "}";
      assertThat(Wire.accepted(gossip(entry)).peers()).as(entry).containsExactly(carol);
    }
  }

  @Test
  void ofAFieldThatComesTwiceTheLastOneCounts() {
    String twice = entry("\"192.0.2.7\"", "7071").replace("}", ",\"port\":7072}");

    assertThat(Wire.accepted(gossip(twice)).peers().getFirst().address().port()).isEqualTo(7072);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "null,                     7072,     NO_ADDRESS",
        "null,                     absent,   NO_ADDRESS",
        "\"seed.example.org\",     7072,     BAD_ADDRESS",
        "\"010.0.0.1\",            7072,     BAD_ADDRESS",
        "\"127.1\",                7072,     BAD_ADDRESS",
        "\"2130706433\",           7072,     BAD_ADDRESS",
        "\"fe80::1%eth0\",         7072,     BAD_ADDRESS",
        "\"192.168.1.1:abc\",      absent,   BAD_ADDRESS",
        "\"192.168.1.1:\",         absent,   BAD_ADDRESS",
        "\"[192.168.1.1]:7072\",   absent,   BAD_ADDRESS",
        "\"1.2.3.4.5\",            7072,     BAD_ADDRESS",
        "\"256.2.3.4\",            7072,     BAD_ADDRESS",
        "\"\",                     7072,     BAD_ADDRESS",
        "\"192.168.1.1:0\",        absent,   BAD_ADDRESS",
        "\"192.168.1.1:99999\",    absent,   BAD_ADDRESS",
        "\"192.168.1.1\",          0,        BAD_PORT",
        "\"192.168.1.1\",          65536,    BAD_PORT",
        "\"192.168.1.1\",          -1,       BAD_PORT",
        "\"192.168.1.1\",          \"7072\", BAD_PORT",
        "\"192.168.1.1\",          null,     BAD_PORT",
        "\"192.168.1.1\",          7072.5,   BAD_PORT",
        "\"192.168.1.1\",          [7072],   BAD_PORT",
        "17,                       7072,     BAD_FIELD",
      })
  void aBadEntryIsSkippedAndTheOthersAreKept(String ipAddress, String port, Refusal refusal) {
    String good = entry("\"192.0.2.7\"", "7072");

    Message.PeerGossip gossip =
        Wire.accepted(gossip(good + "," + entry(ipAddress, port) + "," + good));

    assertThat(gossip.peers()).hasSize(2);
    assertThat(gossip.skipped()).containsExactly(refusal);
  }

  @Test
  void anEntryThatBreaksInsideAnUnknownFieldIsLeftAsAWhole() {
    String odd = "{\"port\":null,\"extra\":{\"a\":[1,{\"b\":2}]},\"node_id\":\"x\"}";
    Message.PeerGossip gossip =
        Wire.accepted(gossip(odd + ",17,null,[[]]," + entry("\"192.0.2.7\"", "7072")));

    assertThat(gossip.peers()).hasSize(1);
    assertThat(gossip.skipped())
        .containsExactly(Refusal.BAD_PORT, Refusal.BAD_FIELD, Refusal.BAD_FIELD, Refusal.BAD_FIELD);
  }

  @Test
  void atMostAHundredPeersAreRead() {
    String peers =
        IntStream.range(0, 150)
            .mapToObj(i -> entry("\"192.0.2.7\"", "7072"))
            .collect(Collectors.joining(","));

    Message.PeerGossip gossip = Wire.accepted(gossip(peers));

    assertThat(gossip.peers()).hasSize(Limits.MAX_PEERS_READ);
    assertThat(gossip.skipped()).hasSize(50).containsOnly(Refusal.TOO_LARGE);
  }

  @Test
  void aTextThatTurnsTheLineAroundIsRefused() {
    String entry = entry("\"192.0.2.7\"", "7072").replace("VNODE-A", "VNODE-\\u202eA");

    assertThat(Wire.accepted(gossip(entry)).skipped()).containsExactly(Refusal.BAD_TEXT);
  }

  @Test
  void aRecordTravelsUnchangedAndAMalformedOneCountsAsAbsent() {
    Identity alice = Identity.of(new byte[Identity.SECRET_BYTES]);
    PeerAddress address = PeerAddress.parse("[2001:db8::1]:7072").orElseThrow();
    PeerRecord record = PeerRecord.sign(alice, "genesis", -1L, List.of(address));
    GossipPeer plain = Wire.accepted(gossip(entry("\"192.0.2.7\"", "7072"))).peers().getFirst();
    GossipPeer peer =
        new GossipPeer(
            alice.nodeId(),
            "VNODE-A",
            "",
            plain.address(),
            true,
            "guardian",
            -5,
            "fair",
            true,
            true,
            "cone",
            "eu",
            record);
    Message.PeerGossip gossip = new Message.PeerGossip("VNODE-B", List.of(peer), -1L);

    Message heard = Wire.accepted(MessageCodec.decode(MessageCodec.encode(gossip)));

    assertThat(heard).isEqualTo(gossip);
    assertThat(record.isSignedFor("genesis")).isTrue();
    assertThat(record.isSignedFor("another")).isFalse();
    String malformed = entry("\"192.0.2.7\"", "7072").replace("}", ",\"record\":{\"seq\":-1}}");
    assertThat(Wire.accepted(gossip(malformed)).peers()).containsExactly(plain);
  }

  private static String entry(String ipAddress, String port) {
    return "{\"node_id\":\"a1\",\"node_tag\":\"VNODE-A\",\"vision_address\":\"\",\"ip_address\":"
        + ipAddress
        + (port.equals("absent") ? "" : ",\"port\":" + port)
        + ",\"role\":\"constellation\",\"last_seen\":1,\"reputation_tier\":\"fair\","
        + "\"is_verified\":true,\"of_the_future\":[]}";
  }

  private static Decoded<Message.PeerGossip> gossip(String entries) {
    return switch (Wire.message(
        "{\"PeerGossip\":{\"from_node\":\"A\",\"peers\":[" + entries + "],\"timestamp\":1}}")) {
      case Decoded.Accepted<Message>(Message.PeerGossip gossip) -> new Decoded.Accepted<>(gossip);
      case Decoded.Accepted<Message>(Message _) -> new Decoded.Refused<>(Refusal.MALFORMED_JSON);
      case Decoded.Refused<Message>(Refusal refusal) -> new Decoded.Refused<>(refusal);
    };
  }
}
