package network.vision.node.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import network.vision.api.Reachability;
import network.vision.api.Reachability.Verdict;
import network.vision.gossip.AddressBasis;
import network.vision.gossip.GossipSummary;
import network.vision.gossip.PeerCensus;
import network.vision.gossip.ReachView;
import network.vision.node.outlet.MappingState;
import network.vision.node.outlet.RouterStanding;
import network.vision.protocol.DialBackOutcome;
import network.vision.protocol.IpAddress;
import network.vision.protocol.PeerAddress;
import network.vision.upnp.MappingProtocol;
import network.vision.upnp.PortMapping;
import network.vision.upnp.Router;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each verdict on whether others can reach the node, and each sentence of advice. */
class ReachabilityViewTest {

  private static final Instant T0 = Instant.parse("2026-01-01T00:00:00Z");
  private static final PeerAddress OURS = at("8.8.4.4:40001");
  private static final PeerAddress HERE = at("192.168.1.23:7072");
  private static final String FORWARD = "forward TCP 7072 to 192.168.1.23";
  private static final String WAIT = "No peer has tried to reach this node yet.";
  private static final String PROVIDER =
      "Your provider shares one address among customers; nobody can reach you, outbound connections"
          + " work.";

  @Test
  void whoWasDialledBackIsReachable() {
    assertVerdict(
        of(reach(AddressBasis.MAPPING).confirmed(), router(MappingState.MAPPED, "8.8.4.4")),
        Verdict.REACHABLE,
        "Peers reach this node at 8.8.4.4:40001; nothing is to be done.");
  }

  @Test
  void whoHadAVisitorFromOutsideWithinADayIsReachable() {
    assertVerdict(
        of(reach(AddressBasis.VOTES).visited(Duration.ofHours(23)), RouterStanding.OFF),
        Verdict.REACHABLE,
        "Peers connect to this node; nothing is to be done.");
    assertThat(
            of(reach(AddressBasis.VOTES).visited(Duration.ofHours(25)), RouterStanding.OFF)
                .verdict())
        .isEqualTo(Verdict.UNKNOWN);
  }

  @Test
  void threeProbersWhoFailedMakeItUnreachableAndTwoDoNot() {
    RouterStanding mapped = router(MappingState.MAPPED, "8.8.4.4");
    assertVerdict(
        of(reach(AddressBasis.MAPPING).failed(3), mapped),
        Verdict.UNREACHABLE,
        "Your router forwards the port and nobody gets through; look for a firewall on this"
            + " machine.");
    assertVerdict(of(reach(AddressBasis.MAPPING).failed(2), mapped), Verdict.UNKNOWN, WAIT);
  }

  @Test
  void aProberWhoDeclinedSaysNothingAboutUs() {
    Reach declined = reach(AddressBasis.MAPPING).failed(2).found(DialBackOutcome.DECLINED);
    assertVerdict(of(declined, router(MappingState.MAPPED, "8.8.4.4")), Verdict.UNKNOWN, WAIT);
  }

  @Test
  void whatTheOperatorSetIsNamedWhereNobodyGetsThrough() {
    assertVerdict(
        of(reach(AddressBasis.OPERATOR).failed(3), router(MappingState.REFUSED, "8.8.4.4")),
        Verdict.UNREACHABLE,
        "Nobody gets through to the address that you set; correct --advertise, or "
            + FORWARD
            + ".");
  }

  @Test
  void aRouterThatRefusesIsNamed() {
    String advice = "Your router refuses port mappings; " + FORWARD + " by hand.";
    RouterStanding refused = router(MappingState.REFUSED, "8.8.4.4");
    assertVerdict(of(reach(AddressBasis.VOTES).failed(3), refused), Verdict.UNREACHABLE, advice);
    assertVerdict(of(reach(AddressBasis.NONE).untold(), refused), Verdict.OUTBOUND_ONLY, advice);
    assertVerdict(of(reach(AddressBasis.VOTES), refused), Verdict.UNKNOWN, advice);
  }

  @Test
  void aMissingRouterIsToBeTurnedOn() {
    RouterStanding missing = new RouterStanding(MappingState.MISSING, null, null, null, false);
    String advice = "No router answers; turn on UPnP or PCP in it, or " + FORWARD + " by hand.";
    assertVerdict(of(reach(AddressBasis.VOTES).failed(3), missing), Verdict.UNREACHABLE, advice);
    assertVerdict(of(reach(AddressBasis.NONE).untold(), missing), Verdict.OUTBOUND_ONLY, advice);
  }

  @Test
  void aRouterThatIsNotAskedIsToldOf() {
    assertVerdict(
        of(reach(AddressBasis.VOTES).failed(3), RouterStanding.OFF),
        Verdict.UNREACHABLE,
        "The router is not asked (--upnp off); " + FORWARD + " by hand.");
  }

  @ParameterizedTest
  @EnumSource(names = {"MISSING", "OFF"})
  void aMachineWithAPublicAddressHasNoRouterToBlame(MappingState state) {
    RouterStanding none = new RouterStanding(state, null, null, null, false);
    assertVerdict(
        of(reach(AddressBasis.INTERFACE).failed(3), none),
        Verdict.UNREACHABLE,
        "Nobody gets through to this machine; open its P2P port in the firewall.");
    assertVerdict(of(reach(AddressBasis.INTERFACE), none), Verdict.UNKNOWN, WAIT);
  }

  @ParameterizedTest
  @EnumSource(names = {"MAPPED", "FOUND", "SEARCHING"})
  void whereTheRouterHelpsAndNobodyTriedThereIsOnlyWaiting(MappingState state) {
    assertVerdict(of(reach(AddressBasis.VOTES), router(state, "8.8.4.4")), Verdict.UNKNOWN, WAIT);
  }

  @Test
  void aProviderThatSharesAddressesIsRecognisedByTheRoutersOuterAddress() {
    assertVerdict(
        of(reach(AddressBasis.VOTES), shared(MappingState.MAPPED, "100.64.0.9")),
        Verdict.OUTBOUND_ONLY,
        PROVIDER);
    assertVerdict(
        of(reach(AddressBasis.VOTES).failed(3), shared(MappingState.REFUSED, null)),
        Verdict.UNREACHABLE,
        PROVIDER);
  }

  @Test
  void aRouterBehindAnotherRouterIsRecognised() {
    assertVerdict(
        of(reach(AddressBasis.VOTES), shared(MappingState.MAPPED, "192.168.0.2")),
        Verdict.OUTBOUND_ONLY,
        "Your router (192.168.1.1) stands behind another one, or your provider shares addresses; "
            + FORWARD
            + " on both, or have one of them bridge.");
  }

  @Test
  void peersWhoSeeUsElsewhereThanTheRouterSaysShowAnotherNat() {
    RouterStanding unmapped = router(MappingState.REFUSED, "8.8.4.4");
    assertVerdict(
        of(reach(AddressBasis.VOTES).seenAt("8.8.8.8", 4), unmapped),
        Verdict.OUTBOUND_ONLY,
        PROVIDER);
    assertThat(of(reach(AddressBasis.VOTES).seenAt("8.8.8.8", 3), unmapped).verdict())
        .as("three groups are too few")
        .isEqualTo(Verdict.UNKNOWN);
    assertThat(of(reach(AddressBasis.VOTES).seenAt("8.8.4.4", 9), unmapped).verdict())
        .as("the router and the peers agree")
        .isEqualTo(Verdict.UNKNOWN);
  }

  @Test
  void whoListensOnLoopbackOnlyIsToldSo() {
    Reachability verdict =
        ReachabilityView.of(
            summary(reach(AddressBasis.NONE).untold()),
            List.of(at("127.0.0.1:7072")),
            List.of(at("127.0.0.1:7072")),
            RouterStanding.OFF);
    assertVerdict(
        verdict,
        Verdict.OUTBOUND_ONLY,
        "This node listens on loopback only; nobody else can reach it.");
  }

  @Test
  void whatPeersFoundIsListedTheNewestFirst() {
    Reachability verdict =
        of(
            reach(AddressBasis.MAPPING).failed(1).found(DialBackOutcome.REACHED),
            router(MappingState.MAPPED, "8.8.4.4"));
    assertThat(verdict.dialBacks())
        .extracting(Reachability.DialBack::result)
        .containsExactly(
            "8.1.0.2 dialled us back at 8.8.4.4:40001 and got through",
            "8.1.0.1 could not reach us at 8.8.4.4:40001 (refused)");
  }

  private static void assertVerdict(Reachability found, Verdict verdict, String advice) {
    assertThat(found.advice()).isEqualTo(advice);
    assertThat(found.verdict()).isEqualTo(verdict);
  }

  private static Reachability of(Reach reach, RouterStanding router) {
    return ReachabilityView.of(summary(reach), List.of(at("0.0.0.0:7072")), List.of(HERE), router);
  }

  private static GossipSummary summary(Reach reach) {
    return new GossipSummary(
        T0, OURS, "a test", List.of(reach.view()), PeerCensus.EMPTY, List.of(), List.of(), null);
  }

  private static RouterStanding router(MappingState state, String outer) {
    return standing(state, outer, false);
  }

  private static RouterStanding shared(MappingState state, @Nullable String outer) {
    return standing(state, outer, true);
  }

  private static RouterStanding standing(
      MappingState state, @Nullable String outer, boolean isShared) {
    Router router =
        new Router(
            MappingProtocol.UPNP_IGD1, ip("192.168.1.1"), "", outer == null ? null : ip(outer));
    PortMapping mapping =
        state == MappingState.MAPPED
            ? new PortMapping(HERE, OURS.port(), Duration.ofHours(1), router)
            : null;
    return new RouterStanding(state, router, mapping, null, isShared);
  }

  private static Reach reach(AddressBasis basis) {
    return new Reach(basis, OURS, false, List.of(), List.of(), null);
  }

  /** What the core knows of one family, told one fact after the other. */
  private record Reach(
      AddressBasis basis,
      @Nullable PeerAddress told,
      boolean isConfirmed,
      List<ReachView.Vote> votes,
      List<ReachView.Finding> findings,
      @Nullable Instant lastInbound) {

    Reach confirmed() {
      return new Reach(basis, told, true, votes, findings, lastInbound);
    }

    Reach untold() {
      return new Reach(basis, null, isConfirmed, votes, findings, lastInbound);
    }

    Reach visited(Duration ago) {
      return new Reach(basis, told, isConfirmed, votes, findings, T0.minus(ago));
    }

    Reach seenAt(String where, int groups) {
      List<ReachView.Vote> all = List.of(new ReachView.Vote(ip(where), groups));
      return new Reach(basis, told, isConfirmed, all, findings, lastInbound);
    }

    Reach failed(int probers) {
      Reach reach = this;
      for (int i = 0; i < probers; i++) {
        reach = reach.found(DialBackOutcome.FAILED);
      }
      return reach;
    }

    Reach found(DialBackOutcome outcome) {
      int number = findings.size() + 1;
      ReachView.Finding newest =
          new ReachView.Finding(
              T0.plusSeconds(number), ip("8.1.0." + number), OURS, outcome, "refused");
      List<ReachView.Finding> all = Stream.concat(Stream.of(newest), findings.stream()).toList();
      return new Reach(basis, told, isConfirmed, votes, all, lastInbound);
    }

    ReachView view() {
      int port = told == null ? 0 : told.port();
      return new ReachView(
          true, told, port, basis, isConfirmed, false, votes, findings, lastInbound);
    }
  }

  private static IpAddress ip(String text) {
    return IpAddress.parse(text).orElseThrow();
  }

  private static PeerAddress at(String text) {
    return PeerAddress.parse(text).orElseThrow();
  }
}
