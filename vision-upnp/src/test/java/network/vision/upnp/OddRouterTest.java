package network.vision.upnp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import network.vision.upnp.MappingEvent.MappingRemoved;
import network.vision.upnp.MappingEvent.PortMapped;
import network.vision.upnp.MappingEvent.PortRefused;
import network.vision.upnp.MappingEvent.RouterMissing;
import network.vision.upnp.MappingEvent.RouterMissing.Reason;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class OddRouterTest {

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
  void aRouterThatOnlySays718IsAskedForOtherPorts() throws Exception {
    router.answer(ENTRY, "500 Internal Server Error", FakeRouter.fault(401, "words"));
    router.answer(
        ADD,
        (request, out) ->
            out.write(
                request.body().contains("<NewExternalPort>7072<")
                    ? FakeHttp.answer("500 Error", FakeRouter.recorded("fault-718.xml"))
                    : FakeRouter.ok(ADD, "")));
    try (PortMapper _ = router.map(events, PORT)) {
      assertThat(events.next(PortMapped.class).mapping().externalPort()).isBetween(20_000, 60_000);
    }
  }

  @Test
  void aRouterThatWantsPermanentLeasesGetsThem() throws Exception {
    router.answer(
        ADD,
        (request, out) -> {
          if (FakeRouter.argument(request.body(), "NewLeaseDuration").equals("0")) {
            router.entries.put(PORT, new FakeRouter.Entry("127.0.0.1", PORT, 0));
            out.write(FakeRouter.ok(ADD, ""));
          } else {
            out.write(FakeHttp.answer("500 Error", FakeRouter.recorded("fault-725.xml")));
          }
        });
    try (PortMapper _ = router.map(events, PORT)) {
      assertThat(events.next(PortMapped.class).mapping().lease()).isZero();
    }
    assertThat(router.entries).isEmpty();
  }

  @Test
  void aRouterBehindAnotherNatIsToldApart() throws Exception {
    router.fault(ADD, 501);
    router.externalIp = "";
    try (PortMapper _ = router.map(events, PORT)) {
      PortRefused refused = events.next(PortRefused.class);

      assertThat(refused.code()).isEqualTo(501);
      assertThat(refused.reason()).isEqualTo("ActionFailed");
      assertThat(refused.suggestsAnotherNat()).isTrue();
    }
  }

  @Test
  void aRefusalOfARouterWithAPublicAddressSuggestsNoOtherNat() throws Exception {
    router.fault(ADD, 501);
    try (PortMapper _ = router.map(events, PORT)) {
      assertThat(events.next(PortRefused.class).suggestsAnotherNat()).isFalse();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"10.1.2.3", "100.64.0.7", "192.168.0.2"})
  void anOuterAddressThatIsNotPublicIsRecognised(String ip) throws Exception {
    router.externalIp = ip;
    try (PortMapper _ = router.map(events, PORT)) {
      assertThat(events.next(PortMapped.class).mapping().router().isBehindAnotherNat()).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0", "", "not yet"})
  void anOuterAddressThatIsNoneLeavesOnlyThePort(String ip) throws Exception {
    router.externalIp = ip;
    try (PortMapper _ = router.map(events, PORT)) {
      PortMapping mapping = events.next(PortMapped.class).mapping();

      assertThat(mapping.external()).isEmpty();
      assertThat(mapping.externalPort()).isEqualTo(PORT);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "description-malformed.xml",
        "description-entity.xml",
        "description-wrong-service.xml"
      })
  void aUselessDescriptionIsNoRouter(String description) throws Exception {
    router.describe(description);
    try (PortMapper _ = router.map(events, PORT)) {
      assertThat(events.next(RouterMissing.class).reason()).isEqualTo(Reason.BAD_ANSWER);
    }
    assertThat(router.http().requests()).allMatch(request -> request.path().equals(DESCRIPTION));
  }

  @Test
  void aHugeDescriptionIsNoRouter() throws Exception {
    String padding = "<!--" + " ".repeat(200_000) + "-->";
    router.answer(DESCRIPTION, "200 OK", FakeRouter.recorded("description-igd2.xml") + padding);
    try (PortMapper _ = router.map(events, PORT)) {
      assertThat(events.next(RouterMissing.class).reason()).isEqualTo(Reason.BAD_ANSWER);
    }
  }

  @Test
  void aDescriptionElsewhereIsNotFetched() throws Exception {
    try (FakeHttp elsewhere = new FakeHttp((request, out) -> {})) {
      String redirect = "302 Found\r\nLocation: " + elsewhere.url("/");
      router.answer(DESCRIPTION, redirect, "");
      try (PortMapper _ = router.map(events, PORT)) {
        assertThat(events.next(RouterMissing.class).reason()).isEqualTo(Reason.BAD_ANSWER);
      }
      assertThat(elsewhere.requests()).isEmpty();
    }
  }

  @Test
  void aControlUrlOnAnotherHostIsNotCalled() throws Exception {
    String description =
        FakeRouter.recorded("description-igd2.xml")
            .replace("/ctl/IPConn", "http://127.0.0.9:80/ctl/IPConn");
    router.answer(DESCRIPTION, "200 OK", description);
    try (PortMapper _ = router.map(events, PORT)) {
      assertThat(events.next(RouterMissing.class).reason()).isEqualTo(Reason.BAD_ANSWER);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"HTTP/1.1 200 OK\r\n\r\n<root>", "HTTP/1.1 200 OK\r\nX: "})
  void aDrippingDescriptionEndsAtTheDeadline(String start) throws Exception {
    router.answer(DESCRIPTION, FakeHttp.dripping(start));
    try (PortMapper _ = router.map(events, PORT)) {
      assertThat(events.next(RouterMissing.class).reason()).isEqualTo(Reason.BAD_ANSWER);
    }
    Waiting.until(() -> router.http().hungUpOn() > 0);
  }

  @Test
  void aDrippingActionEndsAtTheDeadline() throws Exception {
    router.answer(ADD, FakeHttp.dripping("HTTP/1.1 200 OK\r\n\r\n<s>"));
    try (PortMapper _ = router.map(events, PORT)) {
      assertThat(events.next(RouterMissing.class).reason()).isEqualTo(Reason.BAD_ANSWER);
    }
    Waiting.until(() -> router.http().hungUpOn() > 0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "<s/>", "<s><errorCode/></s>", "no XML"})
  void anErrorWithoutACodeIsNoSuccess(String body) throws Exception {
    router.answer(ADD, "500 Internal Server Error", body);
    try (PortMapper _ = router.map(events, PORT)) {
      assertThat(events.next(RouterMissing.class).reason()).isEqualTo(Reason.BAD_ANSWER);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"200 OK", "500 Internal Server Error"})
  void anAnswersEntitiesAreNotFollowed(String status) throws Exception {
    String stolen = router.http().url("/stolen").toString();
    router.answer(
        ADD,
        status,
        "<!DOCTYPE s [<!ENTITY stolen SYSTEM '%s'>]><s>&stolen;</s>".formatted(stolen));
    try (PortMapper _ = router.map(events, PORT)) {
      assertThat(events.next(RouterMissing.class).reason()).isEqualTo(Reason.BAD_ANSWER);
    }
    assertThat(router.http().requests()).noneMatch(request -> request.path().equals("/stolen"));
  }

  @Test
  void ofTwoServicesTheConnectedOneIsUsed() throws Exception {
    router.describe("description-two-services.xml");
    router.answer(
        "/upnp/control/ppp#GetStatusInfo",
        (request, out) ->
            out.write(
                FakeRouter.ok(
                    "GetStatusInfo", "<NewConnectionStatus>Disconnected</NewConnectionStatus>")));
    router.answer("/upnp/control/ppp#" + ADD, "500 Error", FakeRouter.fault(501, "words"));
    try (PortMapper _ = router.map(events, PORT)) {
      Router found = events.next(PortMapped.class).mapping().router();

      assertThat(found.protocol()).isEqualTo(MappingProtocol.UPNP_IGD1);
      assertThat(found.description()).isEqualTo("DSL & fibre router");
    }
  }

  @Test
  void closingDoesNotWaitForARouterThatHangs() throws Exception {
    PortMapper mapper = router.map(events, PORT);
    events.next(PortMapped.class);
    router.answer("DeletePortMapping", FakeHttp.dripping("HTTP/1.1 200 OK\r\n\r\n"));
    long before = System.nanoTime();
    mapper.close();

    assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(5));
    assertThat(events.next(MappingRemoved.class).isConfirmed()).isFalse();
  }

  @Test
  void anErrorsWordsAreMadePlain() throws Exception {
    router.answer(
        ADD,
        "500 Error",
        FakeRouter.fault(606, "words").replace("words", "a&#10;b" + "x".repeat(100)));
    try (PortMapper _ = router.map(events, PORT)) {
      assertThat(events.next(PortRefused.class).reason()).isEqualTo("a b" + "x".repeat(61));
    }
  }
}
