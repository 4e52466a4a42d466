package network.vision.gossip;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import network.vision.protocol.DialBackOutcome;
import network.vision.protocol.HostAndPort;
import network.vision.protocol.IpAddress;
import network.vision.protocol.PeerAddress;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Whose word on our own address counts, and who is told what follows from it. */
class AdvertisedAddressTest {

  private static final Now NOW = new Now(0, Instant.EPOCH);
  private static final PeerAddress OF_THE_INTERFACE = at("9.1.0.1:7072");
  private static final PeerAddress OF_THE_VOTES = at("9.2.0.1:7072");
  private static final PeerAddress OF_A_ROUTER = at("9.3.0.1:7300");
  private static final PeerAddress OF_ANOTHER_ROUTER = at("9.4.0.1:7400");
  private static final PeerAddress OF_THE_OPERATOR = at("9.5.0.1:7500");

  private Core core = TestSessions.core(new SplittableRandom(1));

  @Test
  void eachWordBeatsThoseBeforeIt() {
    FamilyReach reach = listening(null);
    assertTells(reach, OF_THE_INTERFACE, AddressBasis.INTERFACE);

    vote(OF_THE_VOTES.ip());
    assertTells(reach, OF_THE_VOTES, AddressBasis.VOTES);

    reach.mapped(List.of(mapping(OF_A_ROUTER)));
    assertTells(reach, OF_A_ROUTER, AddressBasis.MAPPING);
  }

  @Test
  void aMappingThatADialBackConfirmedBeatsOneThatComesBeforeIt() {
    FamilyReach reach = listening(null);
    reach.mapped(List.of(mapping(OF_ANOTHER_ROUTER)));
    assertTells(reach, OF_ANOTHER_ROUTER, AddressBasis.MAPPING);

    reach.mapped(List.of(mapping(OF_A_ROUTER), mapping(OF_ANOTHER_ROUTER)));
    assertTells(reach, OF_A_ROUTER, AddressBasis.MAPPING);

    reach.mapped(List.of(mapping(OF_ANOTHER_ROUTER)));
    reach.decide(NOW);
    reach.evidence.found(NOW, 1, reached(OF_ANOTHER_ROUTER));
    reach.mapped(List.of(mapping(OF_A_ROUTER), mapping(OF_ANOTHER_ROUTER)));
    assertTells(reach, OF_ANOTHER_ROUTER, AddressBasis.MAPPING);
    assertThat(reach.isConfirmed(NOW)).isTrue();
  }

  @Test
  void theOperatorsWordBeatsAll() {
    FamilyReach reach = listening(OF_THE_OPERATOR);
    vote(OF_THE_VOTES.ip());
    reach.mapped(List.of(mapping(OF_A_ROUTER)));
    reach.evidence.found(NOW, 1, reached(OF_A_ROUTER));

    assertTells(reach, OF_THE_OPERATOR, AddressBasis.OPERATOR);
  }

  @Test
  void aRouterThatDoesNotTellItsAddressLendsItsPortToTheVotes() {
    FamilyReach reach = listening(null);
    vote(OF_THE_VOTES.ip());
    reach.mapped(List.of(new Event.Mapping(true, 7300, null)));

    assertTells(reach, at("9.2.0.1:7300"), AddressBasis.VOTES);
  }

  @Test
  void whatIsSaidOfOneFamilyIsNothingToTheOther() {
    FamilyReach ipv6 = new FamilyReach(false, core);
    ipv6.listeningStarted(NOW, List.of(OF_THE_INTERFACE));
    vote(OF_THE_VOTES.ip());
    ipv6.mapped(List.of(mapping(OF_A_ROUTER)));

    ipv6.decide(NOW);

    assertThat(ipv6.candidate()).isNull();
    assertThat(ipv6.basis()).isEqualTo(AddressBasis.NONE);
  }

  @Test
  void aNewAnswerIsToldToWhoIsConnectedInTheSameStepAndSaysWhy() {
    TestNetwork network = new TestNetwork();
    TestNetwork.Node alice = network.node(1, "8.1.0.1:7072", config -> config);
    List<HostAndPort> seeds = List.of(HostAndPort.parse("8.1.0.1:7072").orElseThrow());
    TestNetwork.Node bob =
        network.node(2, OF_THE_INTERFACE.toString(), config -> config.withSeeds(seeds));
    network.listenToo(bob, OF_A_ROUTER);
    network.start(alice);
    network.start(bob);
    network.pass(Duration.ofSeconds(10));

    network.step(bob, new Event.PortsMapped(List.of(mapping(OF_A_ROUTER))));

    assertThat(bob.notices)
        .contains(new Notice.AddressAdvertised(OF_A_ROUTER, "mapped by the router"));
    assertThat(alice.known(bob, network.now()).addresses())
        .singleElement()
        .matches(known -> known.address().equals(OF_A_ROUTER) && known.isReached());
  }

  private FamilyReach listening(@Nullable PeerAddress advertised) {
    core = TestSessions.core(new SplittableRandom(1), config -> config.withAdvertised(advertised));
    FamilyReach reach = new FamilyReach(true, core);
    reach.listeningStarted(NOW, List.of(OF_THE_INTERFACE));
    return reach;
  }

  /** Peers of four networks see us at {@code ip}. */
  private void vote(IpAddress ip) {
    for (int i = 1; i <= 4; i++) {
      IpAddress from = at("8." + i + ".0.1:7072").ip();
      core.sessions().add(TestSessions.with(i, Direction.OUTBOUND, from, NOW, ip));
    }
  }

  private static void assertTells(FamilyReach reach, PeerAddress address, AddressBasis basis) {
    reach.decide(NOW);
    assertThat(reach.candidate()).isEqualTo(address);
    assertThat(reach.basis()).isEqualTo(basis);
  }

  private static Event.Mapping mapping(PeerAddress external) {
    return new Event.Mapping(true, external.port(), external.ip());
  }

  private static ReachView.Finding reached(PeerAddress address) {
    IpAddress prober = at("8.9.0.1:7072").ip();
    return new ReachView.Finding(Instant.EPOCH, prober, address, DialBackOutcome.REACHED, "");
  }

  private static PeerAddress at(String text) {
    return PeerAddress.parse(text).orElseThrow();
  }
}
