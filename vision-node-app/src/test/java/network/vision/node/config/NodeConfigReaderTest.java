package network.vision.node.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import network.vision.node.outlet.LogLevels;
import network.vision.protocol.HostAndPort;
import network.vision.protocol.IpAddress;
import network.vision.protocol.IpRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NodeConfigReaderTest {

  private static final Platform LINUX = new Platform("Linux", Path.of("/users/alice"), Map.of());

  @Test
  void withoutAWordTheDefaultsHold() throws Exception {
    NodeConfig config = read(Map.of());

    assertThat(config.profile().name()).isEqualTo("mainnet");
    assertThat(config.api())
        .isEqualTo(new NodeConfig.Api(ip("127.0.0.1"), 7070, "--port", Set.of(), Set.of(), 200));
    assertThat(config.p2p().listen())
        .containsExactly(new HostAndPort("0.0.0.0", 7072), new HostAndPort("::", 7072));
    assertThat(config.p2p().advertised()).isNull();
    assertThat(config.p2p().saysPort()).isTrue();
    assertThat(config.peers().seeds()).isNull();
    assertThat(config.peers().beacon()).isNull();
    assertThat(config.peers().always()).isEmpty();
    assertThat(config.peers().dialOnly()).isEmpty();
    assertThat(config.peers().maxInbound()).isEqualTo(117);
    assertThat(config.peers().outbound()).isEqualTo(8);
    assertThat(config.peers().isPrivateAllowed()).isFalse();
    assertThat(config.isRouterAsked()).isTrue();
    assertThat(config.log())
        .isEqualTo(new NodeConfig.Log(new LogLevels("info", Map.of()), false, null));
  }

  @ParameterizedTest
  @CsvSource({"small, 32, 4", "home, 117, 8", "SEED, 1000, 16"})
  void aPresetBoundsHowManyAreConnected(String preset, int inbound, int outbound) throws Exception {
    NodeConfig config = read(Map.of(Setting.PRESET, preset));

    assertThat(config.peers().maxInbound()).isEqualTo(inbound);
    assertThat(config.peers().outbound()).isEqualTo(outbound);
  }

  @Test
  void aNumberBeatsThePreset() throws Exception {
    NodeConfig config = read(Map.of(Setting.PRESET, "small", Setting.MAX_INBOUND, "33"));

    assertThat(config.peers().maxInbound()).isEqualTo(33);
  }

  @Test
  void anUnknownPresetIsRefused() {
    assertThatThrownBy(() -> read(Map.of(Setting.PRESET, "huge")))
        .isInstanceOf(OperatorException.class)
        .hasMessageContaining("small, home or seed");
  }

  @Test
  void onDevnetOnlyLoopbackIsListenedOnAndDialled() throws Exception {
    NodeConfig config = read(Map.of(Setting.NETWORK, "devnet"));

    assertThat(config.p2p().listen())
        .containsExactly(new HostAndPort("127.0.0.1", 7072), new HostAndPort("::1", 7072));
    assertThat(config.peers().dialOnly()).containsExactly(range("127.0.0.0/8"), range("::1"));
    assertThat(config.peers().isPrivateAllowed()).isTrue();
    assertThat(config.isRouterAsked()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"7070, 7072", "8080, 8082", "65533, 65535", "0, 0"})
  void theP2pPortIsTwoAboveTheHttpPort(String port, int p2pPort) throws Exception {
    assertThat(read(Map.of(Setting.PORT, port)).p2p().listen())
        .extracting(HostAndPort::port)
        .containsOnly(p2pPort);
  }

  @Test
  void anHttpPortWithoutRoomAboveItIsRefused() {
    refused(Map.of(Setting.PORT, "65534"), "--port: '65534' leaves no room for the P2P port");
  }

  @Test
  void anHttpPortWithoutRoomAboveItIsFineWithAnotherP2pPort() throws Exception {
    assertThat(read(Map.of(Setting.PORT, "65535", Setting.P2P_PORT, "7072")).p2p().listen())
        .extracting(HostAndPort::port)
        .containsOnly(7072);
  }

  @Test
  void twoWordsAboutWhereToListenAreRefused() {
    refused(
        Map.of(Setting.P2P_PORT, "1", Setting.P2P_LISTEN, "127.0.0.1:1"),
        "--p2p-port and --p2p-listen both say where to listen for peers; give one of them");
  }

  @Test
  void severalListeningAddressesAreTaken() throws Exception {
    assertThat(read(Map.of(Setting.P2P_LISTEN, "127.0.0.1:1, [::1]:2")).p2p().listen())
        .containsExactly(new HostAndPort("127.0.0.1", 1), new HostAndPort("::1", 2));
  }

  @ParameterizedTest
  @CsvSource({
    "PORT, 65536, a number of 0-65535",
    "PORT, -1, a number of 0-65535",
    "PORT, x, a number of 0-65535",
    "P2P_PORT, 70720, a number of 0-65535",
    "API_HOST, example.org, an IP address or localhost",
    "P2P_LISTEN, localhost:7072, IP:PORT with a port of 0-65535",
    "BANDWIDTH, -1, a number of 0-10000000",
    "ADVERTISE, 192.0.2.1:0, IP or IP:PORT with a port of 1-65535",
    "ADVERTISE, 0.0.0.0, IP or IP:PORT with a port of 1-65535",
    "SEED, 192.0.2.1, 'HOST:PORT with a port of 1-65535, or none'",
    "SEED, 192.0.2.1:0, 'HOST:PORT with a port of 1-65535, or none'",
    "BEACON, node.example, 'http://HOST[:PORT][/PATH], https://..., or none'",
    "BEACON, ftp://node.example, 'http://HOST[:PORT][/PATH], https://..., or none'",
    "BEACON, https://user@node.example, 'http://HOST[:PORT][/PATH], https://..., or none'",
    "API_RATE, 0, a number of 1-1000000",
    "API_NAME, a b, a host name",
    "API_ORIGIN, https://node.example/x, http(s)://HOST[:PORT] without a path",
    "PEER, :7072, HOST:PORT with a port of 1-65535",
    "DIAL_ONLY, 127.0.0.1/8, a range such as 127.0.0.0/8 or ::1",
    "MAX_INBOUND, 100001, a number of 0-100000",
    "OUTBOUND, 1001, a number of 0-1000",
    "ALLOW_PRIVATE_PEERS, maybe, 'true, 1, yes, y, false, 0, no or n'",
    "UPNP, on, auto or off",
    "LOG_LEVEL, loud, 'error, warn, info, debug or trace'",
    "LOG_FORMAT, xml, text or json",
    "NETWORK, nowhere, 'mainnet, devnet or a profile''s file of at most 256 KiB'"
  })
  void aBadValueIsRefusedWithItsKeyItselfAndWhatIsAllowed(
      Setting setting, String value, String allowed) {
    refused(Map.of(setting, value), "--" + setting.key() + ": '" + value + "' is not " + allowed);
  }

  @ParameterizedTest
  @CsvSource({
    "192.0.2.1, 192.0.2.1,",
    "192.0.2.1:9000, 192.0.2.1, 9000",
    "2001:db8::1, 2001:db8::1,",
    "[2001:db8::1], 2001:db8::1,",
    "[2001:db8::1]:9000, 2001:db8::1, 9000"
  })
  void anAdvertisedAddressMayLeaveThePortOut(String text, String ip, Integer port)
      throws Exception {
    assertThat(read(Map.of(Setting.ADVERTISE, text)).p2p().advertised())
        .isEqualTo(new NodeConfig.Advertised(ip(ip), port));
  }

  @Test
  void noneMeansNoSeedsAtAll() throws Exception {
    assertThat(read(Map.of(Setting.SEED, "none")).peers().seeds()).isEmpty();
  }

  @Test
  void seedsMayHaveNames() throws Exception {
    assertThat(read(Map.of(Setting.SEED, "seed.example.org:7072,[::1]:1")).peers().seeds())
        .containsExactly(new HostAndPort("seed.example.org", 7072), new HostAndPort("::1", 1));
  }

  @ParameterizedTest
  @CsvSource({"true, true", "1, true", "YES, true", "y, true", "0, false", "no, false"})
  void aSwitchIsReadAsTheDeployedNodesReadIt(String text, boolean isOn) throws Exception {
    assertThat(read(Map.of(Setting.ALLOW_PRIVATE_PEERS, text)).peers().isPrivateAllowed())
        .isEqualTo(isOn);
  }

  @Test
  void anErrorNamesTheVariableItCameFrom() throws Exception {
    Settings settings = Settings.read(Map.of(), Map.of("VISION_P2P_PORT", "many"));

    assertThatThrownBy(() -> NodeConfigReader.read(settings, LINUX))
        .hasMessage("VISION_P2P_PORT: 'many' is not a number of 0-65535");
  }

  static NodeConfig read(Map<Setting, String> options) throws OperatorException {
    return NodeConfigReader.read(Settings.read(copy(options), Map.of()), LINUX);
  }

  private static void refused(Map<Setting, String> options, String message) {
    assertThatThrownBy(() -> read(options))
        .isInstanceOf(OperatorException.class)
        .hasMessageStartingWith(message);
  }

  private static Map<Setting, String> copy(Map<Setting, String> options) {
    Map<Setting, String> copy = new EnumMap<>(Setting.class);
    copy.putAll(options);
    return copy;
  }

  private static IpAddress ip(String text) {
    return IpAddress.parse(text).orElseThrow();
  }

  private static IpRange range(String text) {
    return IpRange.parse(text).orElseThrow();
  }
}
