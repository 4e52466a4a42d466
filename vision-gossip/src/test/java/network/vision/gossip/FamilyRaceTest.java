package network.vision.gossip;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import network.vision.gossip.TestNetwork.Node;
import network.vision.protocol.NetworkProfile;
import network.vision.protocol.PeerAddress;
import network.vision.protocol.PeerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How a peer is dialled whose record names an address of each family. */
class FamilyRaceTest {

  /** By its bits the lower one, so of two that are alike the one to be dialled first. */
  private static final PeerAddress FIRST = at("[::1]:7201");

  private static final PeerAddress SECOND = at("127.0.0.1:7201");
  private static final Instant LONG_AGO = TestNetwork.T0.minusSeconds(3_600);
  private static final Duration HEAD_START = Duration.ofMillis(250);

  private final TestNetwork network = new TestNetwork();
  private final Node alice = network.node(1, "127.0.0.1:7072", config -> config);
  private final Node bob = network.node(2, SECOND.toString(), config -> config);

  @BeforeEach
  void aliceKnowsBobAtBothAddresses() {
    network.listenToo(bob, FIRST);
    String genesis = NetworkProfile.builtIn("devnet").orElseThrow().genesisHash();
    PeerRecord record = PeerRecord.sign(bob.identity, genesis, 1, List.of(SECOND, FIRST));
    KnownPeer known =
        new KnownPeer(
            bob.identity.nodeId(),
            "",
            "",
            "",
            "",
            bob.identity.publicKey(),
            record,
            null,
            null,
            TestNetwork.T0,
            KnownStanding.BLAMELESS,
            false,
            List.of(reached(SECOND), reached(FIRST)));
    network.step(alice, new Event.PeersLoaded(List.of(known), 0));
    network.start(bob);
  }

  @Test
  void theOtherFamilyIsDialledWhenTheFirstIsSlow() {
    network.hold(FIRST);

    network.start(alice);
    network.pass(HEAD_START.minusMillis(1));
    assertThat(alice.dialled()).containsExactly(FIRST);
    network.pass(Duration.ofMillis(1));

    assertThat(alice.dialled()).containsExactly(FIRST, SECOND);
    assertThat(sessions()).singleElement().matches(session -> session.remote().equals(SECOND));
  }

  @Test
  void theOtherFamilyIsLeftAloneWhenTheFirstAnswers() {
    network.start(alice);
    network.pass(Duration.ofSeconds(10));

    assertThat(alice.dialled()).containsExactly(FIRST);
  }

  @Test
  void ofTwoAnswersTheFirstGetsTheSessionAndTheOtherIsOnlyLookedAt() {
    network.hold(FIRST);
    network.hold(SECOND);
    network.start(alice);
    network.pass(HEAD_START);

    network.release(SECOND);
    network.release(FIRST);

    assertThat(sessions()).singleElement().matches(session -> session.remote().equals(SECOND));
    assertThat(alice.known(bob, network.now()).addresses())
        .extracting(KnownAddress::lastSuccess)
        .containsOnly(TestNetwork.T0);
  }

  @Test
  void aPeerIsNeverDialledAThirdTimeMeanwhile() {
    network.hold(FIRST);
    network.hold(SECOND);

    network.start(alice);
    network.pass(Duration.ofSeconds(5));

    assertThat(alice.dialled()).containsExactly(FIRST, SECOND);
  }

  private List<GossipView.SessionRow> sessions() {
    return alice.gossip.view(network.now()).peers().stream()
        .map(GossipView.PeerRow::session)
        .filter(session -> session != null)
        .toList();
  }

  private static KnownAddress reached(PeerAddress address) {
    return new KnownAddress(address, Provenance.HANDSHAKE, null, LONG_AGO, LONG_AGO, null, null, 0);
  }

  private static PeerAddress at(String address) {
    return PeerAddress.parse(address).orElseThrow();
  }
}
