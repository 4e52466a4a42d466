package network.vision.node.running;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import network.vision.node.config.NodeConfigReader;
import network.vision.node.config.OperatorException;
import network.vision.node.config.Platform;
import network.vision.node.config.Setting;
import network.vision.node.config.Settings;
import network.vision.protocol.HostAndPort;
import network.vision.protocol.IpAddress;
import org.junit.jupiter.api.Test;

class SocketPlanTest {

  @Test
  void differentPortsAreDifferentSockets() throws Exception {
    SocketPlan plan = plan(Map.of(Setting.PORT, "7070"));

    assertThat(plan.isShared()).isFalse();
    assertThat(plan.api()).containsExactly(new HostAndPort("127.0.0.1", 7070));
    assertThat(plan.transport()).extracting(HostAndPort::port).containsOnly(7072);
  }

  @Test
  void oneSocketServesBothWhereTheAddressesOverlap() throws Exception {
    SocketPlan plan = plan(Map.of(Setting.P2P_PORT, "7070"));

    assertThat(plan.isShared()).isTrue();
    assertThat(plan.transport())
        .containsExactly(new HostAndPort("0.0.0.0", 7070), new HostAndPort("::", 7070));
  }

  @Test
  void onASharedSocketHttpIsAnsweredOnlyWhereItWouldHaveListened() throws Exception {
    SocketPlan plan = plan(Map.of(Setting.P2P_PORT, "7070"));

    assertThat(plan.isHttpAnsweredOn(ip("127.0.0.1"))).isTrue();
    assertThat(plan.isHttpAnsweredOn(ip("192.0.2.1"))).isFalse();
    assertThat(plan.isHttpAnsweredOn(ip("::1"))).isFalse();
  }

  @Test
  void aWildcardForHttpIsAnsweredOnEveryAddressOfItsFamily() throws Exception {
    SocketPlan ipv4 = plan(Map.of(Setting.P2P_PORT, "7070", Setting.API_HOST, "0.0.0.0"));
    SocketPlan both = plan(Map.of(Setting.P2P_PORT, "7070", Setting.API_HOST, "::"));

    assertThat(ipv4.isHttpAnsweredOn(ip("192.0.2.1"))).isTrue();
    assertThat(ipv4.isHttpAnsweredOn(ip("2001:db8::1"))).isFalse();
    assertThat(both.isHttpAnsweredOn(ip("192.0.2.1"))).isTrue();
    assertThat(both.isHttpAnsweredOn(ip("2001:db8::1"))).isTrue();
  }

  @Test
  void onePortAtDifferentAddressesIsTwoSockets() throws Exception {
    SocketPlan plan = plan(Map.of(Setting.P2P_LISTEN, "192.0.2.1:7070"));

    assertThat(plan.isShared()).isFalse();
  }

  @Test
  void theSharedSocketIsTheWiderOne() throws Exception {
    SocketPlan plan =
        plan(Map.of(Setting.P2P_LISTEN, "127.0.0.1:7070", Setting.API_HOST, "0.0.0.0"));

    assertThat(plan.isShared()).isTrue();
    assertThat(plan.transport())
        .containsExactly(new HostAndPort("127.0.0.1", 7070), new HostAndPort("0.0.0.0", 7070));
  }

  @Test
  void portsThatTheSystemPicksNeverMeet() throws Exception {
    assertThat(plan(Map.of(Setting.PORT, "0", Setting.P2P_PORT, "0")).isShared()).isFalse();
  }

  @Test
  void onePortIsPickedForSeveralAddresses() {
    List<HostAndPort> picked =
        OnePort.pick(List.of(new HostAndPort("127.0.0.1", 0), new HostAndPort("127.0.0.2", 0)));

    assertThat(picked).extracting(HostAndPort::host).containsExactly("127.0.0.1", "127.0.0.2");
    assertThat(picked).extracting(HostAndPort::port).doesNotContain(0);
    assertThat(picked.getFirst().port()).isEqualTo(picked.getLast().port());
  }

  private static SocketPlan plan(Map<Setting, String> options) throws OperatorException {
    Map<Setting, String> copy = new EnumMap<>(Setting.class);
    copy.putAll(options);
    return SocketPlan.of(NodeConfigReader.read(Settings.read(copy, Map.of()), Platform.current()));
  }

  private static IpAddress ip(String text) {
    return IpAddress.parse(text).orElseThrow();
  }
}
