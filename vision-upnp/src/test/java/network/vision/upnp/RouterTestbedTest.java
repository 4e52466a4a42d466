package network.vision.upnp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import network.vision.protocol.PeerAddress;
import network.vision.upnp.MappingEvent.MappingLost;
import network.vision.upnp.MappingEvent.MappingRemoved;
import network.vision.upnp.MappingEvent.PortMapped;
import network.vision.upnp.MappingEvent.PortRefused;
import network.vision.upnp.MappingEvent.RouterMissing;
import network.vision.upnp.MappingEvent.RouterMissing.Reason;
import network.vision.upnp.http.Deadline;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The mapper against a real router daemon, inside the namespaces of {@code tools/testbed}; {@code
 * router-tests.sh} there starts it. It searches by multicast, so it must never run on a real link.
 */
@EnabledIfEnvironmentVariable(
    named = Testbed.SCRIPT,
    matches = ".+",
    disabledReason = "needs root and miniupnpd: run tools/testbed/router-tests.sh")
@Timeout(120)
class RouterTestbedTest {

  private static final int PORT = 7072;
  private static final int OTHER_PORT = 7082;
  private static final Duration A_MINUTE = Duration.ofSeconds(60);
  private static final Duration AN_HOUR = Duration.ofHours(1);
  private static final Map<String, String> ONLY_UPNP = Map.of("TESTBED_NATPMP", "no");
  private static final Map<String, String> NO_UPNP = Map.of("TESTBED_UPNP", "no");
  private static final Map<String, String> NO_PUBLIC_ADDRESS = Map.of("TESTBED_PUBLIC", "");

  private final Events events = new Events();
  private Greeter node;

  @BeforeEach
  void listen() throws IOException {
    node = new Greeter(PORT, "welcome");
  }

  @AfterEach
  void restoreTheRouter() throws IOException {
    node.close();
    Testbed.run("daemon", "1", "restart");
  }

  @ParameterizedTest
  @CsvSource({
    "PCP NAT_PMP UPNP_IGD1, no, PCP",
    "UPNP_IGD1, no, UPNP_IGD2",
    "UPNP_IGD1, yes, UPNP_IGD1",
    "PCP, no, PCP",
    "NAT_PMP, no, NAT_PMP"
  })
  void aPortIsMappedAndCanBeDialledFromOutside(
      String asked, String describesItselfAsIgd1, MappingProtocol answers) throws Exception {
    Testbed.run(Map.of("TESTBED_IGD1", describesItselfAsIgd1), "daemon", "1", "restart");
    long start = System.nanoTime();
    try (PortMapper _ = start(asked)) {
      PortMapping mapping = events.next(PortMapped.class).mapping();
      measured("start to mapping, " + asked + " asked, " + answers + " answered", start);

      assertThat(mapping.router().protocol()).isEqualTo(answers);
      assertThat(mapping.internal()).hasToString("192.168.71.2:7072");
      assertThat(mapping.external()).contains(PeerAddress.parse("192.0.1.1:7072").orElseThrow());
      assertThat(Testbed.dial("192.0.1.1", PORT)).isEqualTo("welcome");
      start = System.nanoTime();
    }
    measured("taking the mapping back, " + answers, start);
    assertThat(events.next(MappingRemoved.class).isConfirmed()).isTrue();
    assertThat(Testbed.dial("192.0.1.1", PORT)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"UPNP_IGD1", "PCP", "NAT_PMP"})
  void everyPortThatIsListenedOnIsMappedAndTakenBack(String protocol) throws Exception {
    try (Greeter _ = new Greeter(OTHER_PORT, "welcome here too")) {
      try (PortMapper _ = start(List.of(PORT, OTHER_PORT), protocol, AN_HOUR, "")) {
        assertThat(events.next(PortMapped.class).mapping().internal().port()).isEqualTo(PORT);
        PortMapping other = events.next(PortMapped.class).mapping();

        assertThat(other.internal().port()).isEqualTo(OTHER_PORT);
        assertThat(other.external()).contains(PeerAddress.parse("192.0.1.1:7082").orElseThrow());
        assertThat(Testbed.dial("192.0.1.1", PORT)).isEqualTo("welcome");
        assertThat(Testbed.dial("192.0.1.1", OTHER_PORT)).isEqualTo("welcome here too");
      }
      assertThat(Testbed.dial("192.0.1.1", PORT)).isEmpty();
      assertThat(Testbed.dial("192.0.1.1", OTHER_PORT)).isEmpty();
    }
  }

  @Test
  void aRouterWithoutPcpCostsNoWaitingForIt() throws Exception {
    Testbed.run(ONLY_UPNP, "daemon", "1", "restart");
    long start = System.nanoTime();
    try (PortMapper _ = startAll()) {
      assertThat(events.next(PortMapped.class).mapping().router().protocol())
          .isEqualTo(MappingProtocol.UPNP_IGD2);
      assertThat(measured("start to mapping, router with UPnP only", start))
          .isLessThan(Duration.ofSeconds(2));
    }
  }

  @Test
  void aRouterWithoutUpnpCostsNoWaitingForIt() throws Exception {
    Testbed.run(NO_UPNP, "daemon", "1", "restart");
    long start = System.nanoTime();
    try (PortMapper _ = startAll()) {
      assertThat(events.next(PortMapped.class).mapping().router().protocol())
          .isEqualTo(MappingProtocol.PCP);
      assertThat(measured("start to mapping, router without UPnP", start))
          .isLessThan(Duration.ofSeconds(2));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"UPNP_IGD1", "PCP", "NAT_PMP"})
  void aPortThatANeighbourTookIsReplacedByAnother(String protocol) throws Exception {
    Process neighbour = Testbed.startMapper("h1b", 600, "all", PORT);
    try {
      Testbed.awaitLine(neighbour, "PortMapped");
      try (PortMapper _ = start(protocol)) {
        PortMapping mapping = events.next(PortMapped.class).mapping();

        assertThat(mapping.externalPort()).isNotEqualTo(PORT);
        assertThat(Testbed.dial("192.0.1.1", mapping.externalPort())).isEqualTo("welcome");
      }
    } finally {
      neighbour.destroyForcibly();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"UPNP_IGD1", "PCP", "NAT_PMP"})
  void theMappingOfAKilledNodeEndsWithItsLease(String protocol) throws Exception {
    Process killed = Testbed.startMapper("h1", 4, protocol, PORT);
    Testbed.awaitLine(killed, "PortMapped");
    assertThat(Testbed.dial("192.0.1.1", PORT)).isEqualTo("welcome");
    killed.destroyForcibly();

    Waiting.until(() -> Testbed.dial("192.0.1.1", PORT).isEmpty());
  }

  @Test
  void aLeaseIsRenewedBeforeItEnds() throws Exception {
    UpnpService router =
        new UpnpService(
            "urn:schemas-upnp-org:service:WANIPConnection:1",
            URI.create("http://192.168.71.1:5555/ctl/IPConn"));
    try (PortMapper _ = start("UPNP_IGD1", Duration.ofSeconds(4))) {
      events.next(PortMapped.class);
      for (int renewals = 0; renewals < 2; renewals++) {
        Waiting.until(() -> secondsLeft(router) <= 2);
        Waiting.until(() -> secondsLeft(router) > 2);
      }
      assertThat(Testbed.dial("192.0.1.1", PORT)).isEqualTo("welcome");
      assertThat(events.rest()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"UPNP_IGD1", "PCP", "NAT_PMP"})
  void aNodeThatWasKilledTakesUpItsMappingAgain(String protocol) throws Exception {
    Process killed = Testbed.startMapper("h1", 600, protocol, PORT);
    Testbed.awaitLine(killed, "PortMapped");
    killed.destroyForcibly();
    try (PortMapper _ = start(List.of(PORT), protocol, AN_HOUR, MapperProgram.SECRET)) {
      assertThat(events.next(PortMapped.class).mapping().externalPort()).isEqualTo(PORT);
      assertThat(Testbed.dial("192.0.1.1", PORT)).isEqualTo("welcome");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"UPNP_IGD1", "PCP", "NAT_PMP"})
  void aRestartedRouterGetsTheMappingAgain(String protocol) throws Exception {
    try (PortMapper _ = start(protocol)) {
      events.next(PortMapped.class);
      Testbed.run("daemon", "1", "restart");
      long start = System.nanoTime();
      assertThat(Testbed.dial("192.0.1.1", PORT)).isEmpty();

      Waiting.until(A_MINUTE, () -> Testbed.dial("192.0.1.1", PORT).equals("welcome"));
      measured("router restarted to reachable again, " + protocol + ", polled every 2 s", start);
    }
  }

  @Test
  void aRouterThatCrashesIsMissedAndFoundAgain() throws Exception {
    try (PortMapper _ = startAll()) {
      events.next(PortMapped.class);
      Testbed.run("daemon", "1", "crash");
      long start = System.nanoTime();
      events.next(MappingLost.class);
      assertThat(measured("router crashed to mapping lost, polled every 2 s", start))
          .isLessThan(A_MINUTE);

      Testbed.run("daemon", "1", "start");
      start = System.nanoTime();
      events.next(PortMapped.class);
      assertThat(measured("router started again to mapped", start)).isLessThan(A_MINUTE);
    }
  }

  @Test
  void aNewPublicAddressIsNoticed() throws Exception {
    try (PortMapper _ = startAll()) {
      events.next(PortMapped.class);
      Testbed.run("public", "1", "192.0.1.77");
      Testbed.run("daemon", "1", "restart");

      assertThat(events.next(PortMapped.class).mapping().external())
          .contains(PeerAddress.parse("192.0.1.77:7072").orElseThrow());
      assertThat(Testbed.dial("192.0.1.77", PORT)).isEqualTo("welcome");
    } finally {
      Testbed.run("public", "1", "192.0.1.1");
    }
  }

  @Test
  void ofTwoGatewaysTheDefaultRoutesIsUsedAndAChangeIsNoticed() throws Exception {
    Testbed.run("second-gateway", "on");
    try (PortMapper _ = start("UPNP_IGD1")) {
      assertThat(events.next(PortMapped.class).mapping().router().address())
          .hasToString("192.168.71.1");
      assertThat(
              Testbed.start("h1", "ip", "route", "replace", "default", "via", "192.168.71.254")
                  .waitFor())
          .isZero();

      PortMapping mapping = events.next(PortMapped.class).mapping();
      assertThat(mapping.external()).contains(PeerAddress.parse("192.0.1.99:7072").orElseThrow());
      assertThat(Testbed.dial("192.0.1.99", PORT)).isEqualTo("welcome");
      assertThat(Testbed.dial("192.0.1.1", PORT)).isEmpty();
    } finally {
      Testbed.start("h1", "ip", "route", "replace", "default", "via", "192.168.71.1").waitFor();
      Testbed.run("second-gateway", "off");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"UPNP_IGD1", "PCP", "NAT_PMP", "PCP NAT_PMP UPNP_IGD1"})
  void aRouterBehindAnotherNatIsRecognised(String protocols) throws Exception {
    Testbed.run(NO_PUBLIC_ADDRESS, "daemon", "1", "restart");
    try (PortMapper _ = start(protocols)) {
      assertThat(events.next(PortRefused.class).suggestsAnotherNat()).isTrue();
    }
  }

  @Test
  void withNoRouterAtAllTheSearchEnds() throws Exception {
    Testbed.run("daemon", "1", "stop");
    long start = System.nanoTime();
    try (PortMapper _ = startAll()) {
      assertThat(events.next(RouterMissing.class).reason()).isEqualTo(Reason.NO_ANSWER);
      assertThat(measured("start to \"no router\"", start)).isLessThan(Duration.ofSeconds(5));
      start = System.nanoTime();
    }
    assertThat(measured("closing without a router", start)).isLessThan(Duration.ofSeconds(2));
  }

  @Test
  void aLinkThatComesLaterIsUsed() throws Exception {
    Testbed.start("h1", "ip", "route", "del", "default").waitFor();
    try (PortMapper _ = startAll()) {
      assertThat(events.next(RouterMissing.class).reason()).isEqualTo(Reason.NO_ROUTE);
      Testbed.start("h1", "ip", "route", "add", "default", "via", "192.168.71.1").waitFor();
      long start = System.nanoTime();
      events.next(PortMapped.class);
      measured("link up to mapping", start);
    } finally {
      Testbed.start("h1", "ip", "route", "replace", "default", "via", "192.168.71.1").waitFor();
    }
  }

  @Test
  void aRouterWhoseHttpIsSilentIsGivenUpOnOrAskedOtherwise() throws Exception {
    Testbed.run("http", "1", "drop");
    long start = System.nanoTime();
    try (PortMapper _ = start("UPNP_IGD1")) {
      assertThat(events.next(RouterMissing.class).reason()).isEqualTo(Reason.BAD_ANSWER);
      assertThat(measured("start to giving up on a router that drops HTTP", start))
          .isLessThan(Duration.ofSeconds(8));
    }
    start = System.nanoTime();
    try (PortMapper _ = startAll()) {
      events.next(PortMapped.class);
      assertThat(measured("start to mapping, router that drops HTTP", start))
          .isLessThan(Duration.ofSeconds(2));
    } finally {
      Testbed.run("http", "1", "answer");
    }
  }

  @Test
  void aRouterThatDripsIsGivenUpOn() throws Exception {
    Testbed.run("daemon", "1", "stop");
    Process odd = Testbed.startScript("r1", "odd-router.py", "drip", "192.168.71.1");
    long start = System.nanoTime();
    try (PortMapper _ = startAll()) {
      assertThat(events.next(RouterMissing.class).reason()).isEqualTo(Reason.BAD_ANSWER);
      assertThat(measured("start to giving up on a router that drips", start))
          .isLessThan(Duration.ofSeconds(8));
    } finally {
      odd.destroyForcibly();
    }
  }

  @Test
  void aBadNeighbourHidesNoGoodRouter() throws Exception {
    Process odd = Testbed.startScript("h1b", "odd-router.py", "lie", "192.168.71.3");
    try {
      for (int run = 0; run < 5; run++) {
        long start = System.nanoTime();
        try (PortMapper _ = start("UPNP_IGD1")) {
          events.next(PortMapped.class);
          assertThat(measured("start to mapping, beside a bad neighbour", start))
              .isLessThan(Duration.ofSeconds(2));
        }
      }
    } finally {
      odd.destroyForcibly();
    }
  }

  private PortMapper startAll() {
    return start("PCP NAT_PMP UPNP_IGD1");
  }

  private PortMapper start(String protocols) {
    return start(protocols, AN_HOUR);
  }

  private PortMapper start(String protocols, Duration lease) {
    return start(List.of(PORT), protocols, lease, "");
  }

  private PortMapper start(List<Integer> ports, String protocols, Duration lease, String secret) {
    MappingConfig defaults = MappingConfig.of(ports, new Random(1));
    MappingConfig config =
        new MappingConfig(
            defaults.ports(),
            List.of(),
            lease,
            Duration.ofSeconds(2),
            defaults.searchTime(),
            defaults.answerTime(),
            defaults.closeTime(),
            defaults.random(),
            secret);
    Set<MappingProtocol> wanted =
        Arrays.stream(protocols.split(" ", -1))
            .map(MappingProtocol::valueOf)
            .collect(Collectors.toCollection(() -> EnumSet.noneOf(MappingProtocol.class)));
    Lan all = Lan.ipv4();
    Lan lan = new Lan(all.route(), all.ssdp(), all.portControlPort(), wanted);
    return PortMapper.start(config, events, lan, FakeRouter.nowhere());
  }

  private static long secondsLeft(UpnpService router) {
    try {
      UpnpEntry entry = router.entry(PORT, Deadline.in(Duration.ofSeconds(2)));
      return entry instanceof UpnpEntry.Held held && held.lease() != null
          ? held.lease().toSeconds()
          : 0;
    } catch (IOException e) {
      return 0;
    }
  }

  private static Duration measured(String what, long startNanos) {
    Duration time = Duration.ofNanos(System.nanoTime() - startNanos);
    System.out.println(what + ": " + time.toMillis() + " ms");
    return time;
  }
}
