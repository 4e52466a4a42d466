package network.vision.node.outlet;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import network.vision.api.NodeEvent;
import network.vision.protocol.IpAddress;
import network.vision.protocol.PeerAddress;
import network.vision.upnp.MappingEvent;
import network.vision.upnp.MappingProtocol;
import network.vision.upnp.PortMapping;
import network.vision.upnp.Router;
import org.junit.jupiter.api.Test;

class EventOutletTest {

  private static final Router ROUTER =
      new Router(MappingProtocol.PCP, ip("192.168.1.1"), "box", ip("203.0.113.5"));
  private static final PortMapping MAPPING =
      new PortMapping(
          PeerAddress.parse("192.168.1.23:7072").orElseThrow(),
          40_072,
          Duration.ofHours(1),
          ROUTER);

  private final EventOutlet outlet = new EventOutlet();

  @Test
  void aMappedPortIsAnEventWithTheAddressThatOthersCanDial() {
    outlet.tell(new MappingEvent.SearchStarted());
    outlet.tell(new MappingEvent.PortMapped(MAPPING));

    NodeEvent mapped = outlet.events().after(0, 9).getLast();
    assertThat(mapped.kind()).isEqualTo(NodeEvent.Kind.MAPPING);
    assertThat(mapped.address()).hasToString("203.0.113.5:40072");
    assertThat(mapped.text()).isEqualTo("the router forwards port 40072 to 192.168.1.23:7072");
  }

  @Test
  void whatTheRouterRefusesOrForgetsIsSaidInWords() {
    outlet.tell(new MappingEvent.RouterMissing(MappingEvent.RouterMissing.Reason.NO_ANSWER));
    outlet.tell(new MappingEvent.RouterFound(ROUTER));
    outlet.tell(new MappingEvent.PortRefused(7072, ROUTER, 2, "NOT_AUTHORIZED"));
    outlet.tell(new MappingEvent.MappingLost(MAPPING));

    assertThat(outlet.events().after(0, 9))
        .extracting(NodeEvent::text)
        .containsExactly(
            "no port forwarding: no router answers",
            "a router answers at 192.168.1.1 (PCP)",
            "the router will not forward port 7072: NOT_AUTHORIZED",
            "the router forgot port 40072");
  }

  private static IpAddress ip(String text) {
    return IpAddress.parse(text).orElseThrow();
  }
}
