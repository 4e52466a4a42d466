package network.vision.upnp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import network.vision.protocol.IpAddress;
import network.vision.protocol.IpRange;
import network.vision.protocol.PeerAddress;
import network.vision.upnp.MappingEvent.MappingLost;
import network.vision.upnp.MappingEvent.MappingRemoved;
import network.vision.upnp.MappingEvent.PortMapped;
import network.vision.upnp.MappingEvent.PortRefused;
import network.vision.upnp.MappingEvent.RouterFound;
import network.vision.upnp.MappingEvent.RouterMissing;
import network.vision.upnp.MappingEvent.RouterMissing.Reason;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class UpnpMappingTest {

  private static final int PORT = 7072;
  private static final String ADD = "AddPortMapping";
  private static final String ENTRY = "GetSpecificPortMappingEntry";
  private static final String DESCRIPTION = "/rootDesc.xml";

  private final Events events = new Events();
  private FakeRouter router;

  @BeforeEach
  void switchOn() throws IOException {
    router = new FakeRouter();
  }

  @AfterEach
  void switchOff() throws IOException {
    router.close();
  }

  @Test
  void aGoodRouterMapsOurOwnPortForTheLease() throws Exception {
    try (PortMapper _ = router.map(events, PORT)) {
      PortMapping mapping = events.next(PortMapped.class).mapping();

      assertThat(mapping.external()).contains(PeerAddress.parse("192.0.1.1:7072").orElseThrow());
      assertThat(mapping.internal()).hasToString("127.0.0.1:7072");
      assertThat(mapping.lease()).isEqualTo(Duration.ofHours(1));
      assertThat(mapping.router().protocol()).isEqualTo(MappingProtocol.UPNP_IGD2);
      assertThat(mapping.router().isBehindAnotherNat()).isFalse();
      String call = router.calls(ADD).getFirst();
      assertThat(FakeRouter.argument(call, "NewPortMappingDescription"))
          .isEqualTo("vision-node 7072");
      assertThat(FakeRouter.argument(call, "NewProtocol")).isEqualTo("TCP");
      assertThat(FakeRouter.argument(call, "NewLeaseDuration")).isEqualTo("3600");
    }
    assertThat(router.entries).isEmpty();
    assertThat(events.next(MappingRemoved.class).isConfirmed()).isTrue();
  }

  @Test
  void severalPortsAreMapped() throws Exception {
    try (PortMapper _ = router.map(events, 7072, 7074)) {
      assertThat(events.next(PortMapped.class).mapping().externalPort()).isEqualTo(7072);
      assertThat(events.next(PortMapped.class).mapping().externalPort()).isEqualTo(7074);
      assertThat(router.entries).containsOnlyKeys(7072, 7074);
    }
    assertThat(router.entries).isEmpty();
  }

  @Test
  void aPortThatANeighbourHoldsIsNotAskedFor() throws Exception {
    FakeRouter.Entry neighbours = new FakeRouter.Entry("127.0.0.9", PORT, 0);
    router.entries.put(PORT, neighbours);
    try (PortMapper _ = router.map(events, PORT)) {
      PortMapping mapping = events.next(PortMapped.class).mapping();

      assertThat(mapping.externalPort()).isBetween(20_000, 60_000);
      assertThat(router.calls(ADD)).noneMatch(call -> call.contains(">7072</NewExternalPort>"));
    }
    assertThat(router.entries).containsExactlyEntriesOf(Map.of(PORT, neighbours));
  }

  @Test
  void aRouterThatForgotIsAskedAgain() throws Exception {
    try (PortMapper _ = router.map(events, PORT)) {
      PortMapping mapping = events.next(PortMapped.class).mapping();
      router.entries.clear();

      assertThat(events.next(PortMapped.class).mapping()).isEqualTo(mapping);
      assertThat(router.entries).containsKey(PORT);
    }
  }

  @Test
  void aPortThatWasGivenToSomebodyElseIsLeftForAnother() throws Exception {
    try (PortMapper _ = router.map(events, PORT)) {
      events.next(PortMapped.class);
      router.entries.put(PORT, new FakeRouter.Entry("127.0.0.9", PORT, 0));

      assertThat(events.next(PortMapped.class).mapping().externalPort()).isNotEqualTo(PORT);
    }
    assertThat(router.entries).containsOnlyKeys(PORT);
  }

  @Test
  void aNewOuterAddressIsReported() throws Exception {
    try (PortMapper _ = router.map(events, PORT)) {
      events.next(PortMapped.class);
      router.externalIp = "192.0.1.77";

      IpAddress moved = IpAddress.parse("192.0.1.77").orElseThrow();
      events.next(RouterFound.class, found -> moved.equals(found.router().externalIp()));
      assertThat(events.next(PortMapped.class).mapping().external())
          .contains(new PeerAddress(moved, PORT));
    }
  }

  @Test
  void aRouterThatRefusesLaterLosesTheMapping() throws Exception {
    try (PortMapper _ = router.map(events, PORT)) {
      events.next(PortMapped.class);
      router.fault(ADD, 501);
      router.entries.clear();

      events.next(PortRefused.class);
    }
  }

  @Test
  void aRouterThatFallsSilentLosesTheMappingAndGetsItBack() throws Exception {
    try (PortMapper _ = router.map(events, PORT)) {
      events.next(PortMapped.class);
      router.answer("GetExternalIPAddress", "503 Busy", "");
      router.answer(DESCRIPTION, "503 Busy", "");
      events.next(MappingLost.class);
      router.behave("GetExternalIPAddress");
      router.describe("description-igd1.xml");

      PortMapping mapping = events.next(PortMapped.class).mapping();
      assertThat(mapping.router().protocol()).isEqualTo(MappingProtocol.UPNP_IGD1);
    }
  }

  @Test
  void aLeaseIsRenewedWhenItIsHalfOver() throws Exception {
    MappingConfig config = FakeRouter.config(Duration.ofSeconds(2), Duration.ofSeconds(30), PORT);
    try (PortMapper _ = router.map(events, config)) {
      events.next(PortMapped.class);

      Waiting.until(() -> router.calls(ADD).size() > 1);
      assertThat(events.rest()).isEmpty();
    }
  }

  @Test
  void aRouterThatCannotTellItsEntriesIsAskedForThemAgain() throws Exception {
    router.answer(ENTRY, "500 Error", FakeRouter.fault(401, "words"));
    try (PortMapper _ = router.map(events, PORT)) {
      events.next(PortMapped.class);

      Waiting.until(() -> router.calls(ADD).size() > 2);
      assertThat(events.rest()).isEmpty();
    }
    assertThat(events.next(MappingRemoved.class).isConfirmed()).isTrue();
  }

  @Test
  void refreshLooksAtOnce() throws Exception {
    MappingConfig config = FakeRouter.config(Duration.ofHours(1), Duration.ofSeconds(30), PORT);
    try (PortMapper mapper = router.map(events, config)) {
      events.next(PortMapped.class);
      router.entries.clear();

      mapper.refresh();
      events.next(PortMapped.class);
    }
  }

  @Test
  void closingTakesBackWhatWasJustBeingAskedFor() throws Exception {
    router.answer(
        ADD,
        (request, out) -> {
          router.entries.put(PORT, new FakeRouter.Entry("127.0.0.1", PORT, 3600));
          FakeHttp.dripping("HTTP/1.1 200 OK\r\n\r\n").answer(request, out);
        });
    PortMapper mapper = router.map(events, PORT);
    Waiting.until(() -> !router.entries.isEmpty());
    mapper.close();

    assertThat(router.entries).isEmpty();
  }

  @Test
  void aRouterOutsideTheRangesToDialIsNotSpokenTo() throws Exception {
    IpRange elsewhere = IpRange.parse("192.168.0.0/16").orElseThrow();
    MappingConfig config =
        FakeRouter.config(Duration.ofHours(1), Duration.ofMillis(100), PORT)
            .withDialOnly(List.of(elsewhere));
    try (PortMapper _ = router.map(events, config)) {
      assertThat(events.next(RouterMissing.class).reason()).isEqualTo(Reason.NOT_ALLOWED);
    }
    assertThat(router.http().requests()).isEmpty();
  }
}
