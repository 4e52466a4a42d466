package network.vision.upnp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import network.vision.protocol.IpAddress;
import network.vision.upnp.PcpMessage.Mapping;
import network.vision.upnp.PcpMessage.Nonce;
import network.vision.upnp.PcpMessage.Reply;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PcpMessageTest {

  private static final IpAddress CLIENT = IpAddress.parse("192.168.71.2").orElseThrow();
  private static final Nonce NONCE = new Nonce(0x01020304, 0x05060708_090a0b0cL);

  private static final String MAP_REQUEST =
      "02010000 00000e10 00000000000000000000ffffc0a84702"
          + "0102030405060708090a0b0c 06000000 1ba0 1ba0 00000000000000000000ffff00000000";
  private static final String MAP_REPLY =
      "02810000 00000e10 0000002a 000000000000000000000000"
          + "0102030405060708090a0b0c 06000000 1ba0 c350 00000000000000000000ffffc0000101";

  @Test
  void aMapRequestIsWrittenAsTheRfcHasIt() {
    Mapping wish = new Mapping(NONCE, 7072, 7072, IpAddress.ofIpv4(0));

    assertThat(PcpMessage.mapRequest(CLIENT, 3600, wish)).isEqualTo(bytes(MAP_REQUEST));
  }

  @Test
  void anAnnouncementIsTheHeaderAlone() {
    assertThat(PcpMessage.announceRequest(CLIENT))
        .isEqualTo(bytes("02000000 00000000 00000000000000000000ffffc0a84702"));
  }

  @Test
  void anIpv6PinholeIsAskedForWithBothAddressesWhole() {
    IpAddress client = IpAddress.parse("2001:db8::2").orElseThrow();
    Mapping wish = new Mapping(NONCE, 7072, 7072, IpAddress.parse("::").orElseThrow());

    assertThat(PcpMessage.mapRequest(client, 120, wish))
        .isEqualTo(
            bytes(
                "02010000 00000078 20010db8000000000000000000000002"
                    + "0102030405060708090a0b0c 06000000 1ba0 1ba0 "
                    + "00000000000000000000000000000000"));
  }

  @Test
  void aMapReplyTellsWhatWasAssigned() {
    Mapping assigned = new Mapping(NONCE, 7072, 50_000, IpAddress.parse("192.0.1.1").orElseThrow());

    assertThat(decode(MAP_REPLY))
        .isEqualTo(new Reply(PcpMessage.MAP, PcpMessage.SUCCESS, 3600, 42, assigned));
  }

  @Test
  void numbersAreUnsigned() {
    Reply reply = decode("02800000 ffffffff fffffffe 000000000000000000000000");

    assertThat(reply).isEqualTo(new Reply(PcpMessage.ANNOUNCE, 0, 4294967295L, 4294967294L, null));
  }

  @Test
  void anErrorNeedsNoMapping() {
    Reply reply = decode("02810002 0000001e 0000002a 000000000000000000000000");

    assertThat(reply).isEqualTo(new Reply(PcpMessage.MAP, 2, 30, 42, null));
    assertThat(PcpMessage.resultName(reply.result())).isEqualTo("NOT_AUTHORIZED");
    assertThat(PcpMessage.resultName(99)).isEqualTo("result 99");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "02",
        // a request
        "02010000 00000e10 00000000000000000000ffffc0a84702",
        // another version
        "01810000 00000e10 0000002a 000000000000000000000000",
        // a success without its mapping
        "02810000 00000e10 0000002a 000000000000000000000000",
        // not a multiple of 4
        "02800000 00000e10 0000002a 00000000000000000000000000",
        // UDP
        "02810000 00000e10 0000002a 000000000000000000000000"
            + "0102030405060708090a0b0c 11000000 1ba0 c350 00000000000000000000ffffc0000101"
      })
  void whatIsNoReplyIsNotRead(String hex) {
    assertThat(PcpMessage.decode(ByteBuffer.wrap(bytes(hex)))).isEmpty();
  }

  private static Reply decode(String hex) {
    return PcpMessage.decode(ByteBuffer.wrap(bytes(hex))).orElseThrow();
  }

  private static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex.replace(" ", ""));
  }
}
