package network.vision.upnp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import network.vision.protocol.IpAddress;
import network.vision.upnp.RoutingTable.NextHop;
import org.junit.jupiter.api.Test;

class RoutingTableTest {

  private static final String IPV4_HEADER =
      "Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT";

  @Test
  void theDefaultRouteWithTheLowestMetricIsTaken() {
    List<String> lines =
        List.of(
            IPV4_HEADER,
            "wlan0\t00000000\t0101A8C0\t0003\t0\t0\t600\t00000000\t0\t0\t0   ",
            "eth0\t00000000\t0147A8C0\t0003\t0\t0\t100\t00000000\t0\t0\t0   ",
            "eth0\t0047A8C0\t00000000\t0001\t0\t0\t100\t00FFFFFF\t0\t0\t0   ");

    assertThat(RoutingTable.parseLinuxIpv4(lines)).contains(hop("192.168.71.1", "eth0"));
  }

  @Test
  void aRouteThatIsDownOrHasNoRouterIsPassedOver() {
    List<String> lines =
        List.of(
            IPV4_HEADER,
            "tun0\t00000000\t00000000\t0001\t0\t0\t0\t00000000\t0\t0\t0",
            "eth0\t00000000\t0147A8C0\t0002\t0\t0\t0\t00000000\t0\t0\t0",
            "tun0\t00000000\t0147A8C0\t0003\t0\t0\t0\t00000080\t0\t0\t0",
            "garbage");

    assertThat(RoutingTable.parseLinuxIpv4(lines)).isEmpty();
  }

  @Test
  void theIpv6RouterIsReadWithItsLink() {
    String zeros = "00000000000000000000000000000000";
    List<String> lines =
        List.of(
            zeros
                + " 00 "
                + zeros
                + " 00 "
                + zeros
                + " ffffffff 00000001 00000000 00200200       lo",
            zeros
                + " 00 "
                + zeros
                + " 00 fe800000000000000000000000000001 00000400 00000002 00000000 00000003     eth0",
            "fe800000000000000000000000000000 40 "
                + zeros
                + " 00 "
                + zeros
                + " 00000100 00000001 00000000 00000001     eth0");

    assertThat(RoutingTable.parseLinuxIpv6(lines)).contains(hop("fe80::1", "eth0"));
  }

  @Test
  void netstatOfMacosIsRead() {
    List<String> lines =
        """
        Routing tables

        Internet:
        Destination        Gateway            Flags               Netif Expire
        default            192.168.1.1        UGScg                 en0
        127                127.0.0.1          UCS                   lo0
        Internet6:
        default            fe80::1%en0        UGcg                  en0
        """
            .lines()
            .toList();

    assertThat(RoutingTable.parseNetstat(lines)).contains(hop("192.168.1.1", ""));
  }

  @Test
  void netstatOfWindowsIsRead() {
    List<String> lines =
        """
        IPv4 Route Table
        ===========================================================================
        Active Routes:
        Network Destination        Netmask          Gateway       Interface  Metric
                  0.0.0.0          0.0.0.0      192.168.1.1    192.168.1.23     25
                127.0.0.0        255.0.0.0         On-link         127.0.0.1    331
        """
            .lines()
            .toList();

    assertThat(RoutingTable.parseNetstat(lines)).contains(hop("192.168.1.1", ""));
  }

  @Test
  void noDefaultRouteIsNone() {
    assertThat(RoutingTable.parseNetstat(List.of("default link#4 UCS en0", ""))).isEmpty();
    assertThat(RoutingTable.parseLinuxIpv4(List.of())).isEmpty();
    assertThat(RoutingTable.parseLinuxIpv6(List.of())).isEqualTo(Optional.empty());
  }

  private static NextHop hop(String ip, String link) {
    return new NextHop(IpAddress.parse(ip).orElseThrow(), link);
  }
}
