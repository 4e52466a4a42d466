package network.vision.upnp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import network.vision.protocol.IpAddress;
import network.vision.protocol.PeerAddress;
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
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
class PortControlTest {

  private static final int PORT = 7072;
  private static final MappingConfig CONFIG =
      new MappingConfig(
          List.of(PORT),
          List.of(),
          Duration.ofHours(1),
          Duration.ofMillis(100),
          Duration.ofSeconds(2),
          Duration.ofSeconds(2),
          Duration.ofSeconds(2),
          new Random(1),
          "");

  private final Events events = new Events();
  private FakePortControl router;

  @BeforeEach
  void switchOn() throws IOException {
    router = new FakePortControl(FakeRouter.LOOPBACK);
  }

  @AfterEach
  void switchOff() {
    router.close();
  }

  @Test
  void aRouterThatSpeaksBothIsAskedByPcp() throws Exception {
    try (PortMapper _ = start()) {
      PortMapping mapping = events.next(PortMapped.class).mapping();

      assertThat(mapping.router().protocol()).isEqualTo(MappingProtocol.PCP);
      assertThat(mapping.external()).contains(PeerAddress.parse("192.0.1.1:50000").orElseThrow());
      assertThat(mapping.lease()).isEqualTo(Duration.ofHours(1));
    }
    assertThat(router.held).isEmpty();
    assertThat(events.next(MappingRemoved.class).isConfirmed()).isTrue();
  }

  @ParameterizedTest
  @EnumSource(names = {"PCP", "NAT_PMP"})
  void eachWorksAlone(MappingProtocol protocol) throws Exception {
    router.spoken = EnumSet.of(protocol);
    try (PortMapper _ = start()) {
      PortMapping mapping = events.next(PortMapped.class).mapping();

      assertThat(mapping.router().protocol()).isEqualTo(protocol);
      assertThat(mapping.external()).contains(PeerAddress.parse("192.0.1.1:50000").orElseThrow());
    }
    assertThat(router.held).isEmpty();
    assertThat(events.next(MappingRemoved.class).isConfirmed()).isTrue();
  }

  @ParameterizedTest
  @EnumSource(names = {"PCP", "NAT_PMP"})
  void aRestartedRouterIsRecognisedByItsEpoch(MappingProtocol protocol) throws Exception {
    router.spoken = EnumSet.of(protocol);
    try (PortMapper _ = start()) {
      PortMapping mapping = events.next(PortMapped.class).mapping();
      router.restart();

      assertThat(events.next(PortMapped.class).mapping()).isEqualTo(mapping);
      assertThat(router.held).containsKey(PORT);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"PCP", "NAT_PMP"})
  void aMappingIsRenewedQuietly(MappingProtocol protocol) throws Exception {
    router.spoken = EnumSet.of(protocol);
    try (PortMapper _ = start()) {
      events.next(PortMapped.class);
      int asked = router.questions.get();

      Waiting.until(() -> router.questions.get() > asked + 6);
      assertThat(events.rest()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"PCP", "NAT_PMP"})
  void anotherPortOrOuterAddressIsReported(MappingProtocol protocol) throws Exception {
    router.spoken = EnumSet.of(protocol);
    try (PortMapper _ = start()) {
      events.next(PortMapped.class);
      router.externalPort = 50_001;
      events.next(PortMapped.class, mapped -> mapped.mapping().externalPort() == 50_001);
      router.externalIp = IpAddress.parse("192.0.1.2").orElseThrow();

      PeerAddress moved = PeerAddress.parse("192.0.1.2:50001").orElseThrow();
      events.next(
          PortMapped.class, mapped -> mapped.mapping().external().equals(Optional.of(moved)));
    }
  }

  @Test
  void aNodeThatWasKilledComesBackWithTheNonceThatItsMappingIsHeldBy() throws Exception {
    String before = nonceWith("one secret");

    assertThat(nonceWith("one secret")).isEqualTo(before);
    assertThat(nonceWith("another secret")).isNotEqualTo(before);
  }

  private String nonceWith(String secret) throws Exception {
    try (PortMapper _ = start(CONFIG.withSecret(secret))) {
      events.next(PortMapped.class);
      return router.held.get(PORT);
    }
  }

  @Test
  void whatPcpRefusesIsAskedByNatPmp() throws Exception {
    router.pcpResult = 2;
    try (PortMapper _ = start()) {
      assertThat(events.next(PortMapped.class).mapping().router().protocol())
          .isEqualTo(MappingProtocol.NAT_PMP);
    }
  }

  @Test
  void aRefusalByAllIsReportedOnce() throws Exception {
    router.pcpResult = PcpMessage.NO_RESOURCES;
    router.natPmpResult = NatPmpMessage.NETWORK_FAILURE;
    try (PortMapper _ = start()) {
      PortRefused refused = events.next(PortRefused.class);
      int asked = router.questions.get();

      assertThat(refused.router().protocol()).isEqualTo(MappingProtocol.PCP);
      assertThat(refused.reason()).isEqualTo("NO_RESOURCES");
      assertThat(refused.suggestsAnotherNat()).isTrue();
      Waiting.until(() -> router.questions.get() > asked + 3);
      assertThat(events.rest()).isEmpty();
    }
  }

  @Test
  void lostDatagramsAreSentAgain() throws Exception {
    router.dropNext.set(3);
    try (PortMapper _ = start()) {
      events.next(PortMapped.class);
    }
  }

  @Test
  void aSilentRouterIsMissing() throws Exception {
    router.spoken = Set.of();
    try (PortMapper _ = start()) {
      assertThat(events.next(RouterMissing.class).reason()).isEqualTo(Reason.NO_ANSWER);
    }
  }

  @Test
  void aRouterWithNobodyAtThePortIsMissingAtOnce() throws Exception {
    Lan lan = router.lan();
    router.close();
    long before = System.nanoTime();
    try (PortMapper _ = PortMapper.start(CONFIG, events, lan, FakeRouter.nowhere())) {
      assertThat(events.next(RouterMissing.class).reason()).isEqualTo(Reason.NO_ANSWER);
      assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(CONFIG.searchTime());
    }
  }

  @Test
  void anIpv6PinholeIsOpened() throws Exception {
    InetAddress loopback = InetAddress.ofLiteral("::1");
    assumeTrue(
        NetworkInterface.getByInetAddress(loopback) != null, "this machine has no IPv6 loopback");
    try (FakePortControl ipv6 = new FakePortControl(loopback)) {
      ipv6.externalPort = PORT;
      ipv6.externalIp = IpAddress.of(loopback);
      try (PortMapper _ = PortMapper.start(CONFIG, events, FakeRouter.nowhere(), ipv6.lan())) {
        PortMapping mapping = events.next(PortMapped.class).mapping();

        assertThat(mapping.internal()).hasToString("[::1]:7072");
        assertThat(mapping.external()).contains(mapping.internal());
      }
      assertThat(ipv6.held).isEmpty();
    }
  }

  @Test
  void ofIpv6OnlyMappingsAreReported() throws Exception {
    router.pcpResult = 2;
    router.natPmpResult = 2;
    try (PortMapper _ = PortMapper.start(CONFIG, events, FakeRouter.nowhere(), router.lan())) {
      Waiting.until(() -> router.questions.get() > 4);
    }
    assertThat(events.rest()).containsExactly(new RouterMissing(Reason.NO_ROUTE));
  }

  private PortMapper start() {
    return start(CONFIG);
  }

  private PortMapper start(MappingConfig config) {
    return PortMapper.start(config, events, router.lan(), FakeRouter.nowhere());
  }
}
