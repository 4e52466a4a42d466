package network.vision.gossip;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import network.vision.protocol.Handshake;
import network.vision.protocol.HandshakeVersion;
import network.vision.protocol.HostAndPort;
import network.vision.protocol.NetworkProfile;
import network.vision.protocol.NodeId;
import network.vision.protocol.PeerAddress;
import org.junit.jupiter.api.Test;

/**
 * With which versions BOB dials a deployed node, which leaves as soon as it has answered, and how
 * long he remembers what worked.
 */
class VersionsTest {

  private static final PeerAddress OLD = PeerAddress.parse("127.0.0.1:7500").orElseThrow();
  private static final ConnectionId INBOUND = new ConnectionId(1);
  private static final NetworkProfile DEVNET = NetworkProfile.builtIn("devnet").orElseThrow();
  private static final Duration DAY = Duration.ofDays(1);

  private final Deque<Effect.Dial> open = new ArrayDeque<>();
  private final List<HandshakeVersion> dialledWith = new ArrayList<>();
  private Gossip bob = bob(List.of(new HostAndPort("127.0.0.1", OLD.port())));
  private long millis;
  private boolean speaks4;
  private Optional<KnownPeer> saved = Optional.empty();

  @Test
  void whatWorkedIsDialledAgainWithVersion3Alone() {
    meet(3);

    assertThat(dialledWith)
        .containsExactly(
            HandshakeVersion.V4, HandshakeVersion.V3, HandshakeVersion.V3, HandshakeVersion.V3);
  }

  @Test
  void aRememberedVersion3IsDoubtedOnceADayHoweverOftenItWorks() {
    while (passed().compareTo(DAY.multipliedBy(3).minusHours(1)) < 0) {
      meet(1);
    }

    assertThat(dialledWith.size()).isGreaterThan(100);
    assertThat(dialledWith).filteredOn(version -> version == HandshakeVersion.V4).hasSize(3);
  }

  @Test
  void aNodeThatSpeaksVersion4AtLastIsFoundToWithinADayAndNeverDialledWith3Again() {
    meet(1);
    speaks4 = true;
    while (dialledWith.getLast() == HandshakeVersion.V3) {
      meet(1);
    }

    assertThat(passed()).isBetween(DAY, DAY.plusHours(1));
    dialledWith.clear();
    speaks4 = false;
    assertThat(nextDial().version()).isEqualTo(HandshakeVersion.V4);
    step(new Event.DialFailed(open.remove().connection(), DialFailure.CLOSED_UNANSWERED));
    assertThat(nextDial().version()).isEqualTo(HandshakeVersion.V4);
  }

  @Test
  void whatWorkedOutlivesARestart() {
    meet(1);
    dialledWith.clear();
    bob = bob(List.of());
    step(new Event.PeersLoaded(saved.stream().toList(), 0));

    meet(1);

    assertThat(dialledWith).containsExactly(HandshakeVersion.V3);
  }

  @Test
  void aRestartMakesARememberedVersion3NoYounger() {
    while (passed().compareTo(DAY.minusHours(1)) < 0) {
      meet(1);
    }
    dialledWith.clear();
    bob = bob(List.of());
    step(new Event.PeersLoaded(saved.stream().toList(), 0));

    while (passed().compareTo(DAY.plusHours(1)) < 0) {
      meet(1);
    }

    assertThat(dialledWith).filteredOn(version -> version == HandshakeVersion.V4).hasSize(1);
  }

  @Test
  void whoDialsUsInVersion3MayNameAnyIdSoThatOneIsDialledWithVersion4First() {
    bob = bob(List.of());
    step(arrival(INBOUND, Direction.INBOUND, HandshakeVersion.V3));
    step(new Event.ConnectionClosed(INBOUND, "closed by peer"));

    meet(2);

    assertThat(dialledWith)
        .containsExactly(HandshakeVersion.V4, HandshakeVersion.V3, HandshakeVersion.V3);
  }

  /** Lets BOB dial until he has been answered so often. */
  private void meet(int times) {
    for (int met = 0; met < times; ) {
      Effect.Dial dial = nextDial();
      open.remove();
      dialledWith.add(dial.version());
      if (dial.version() == HandshakeVersion.V3 || speaks4) {
        step(arrival(dial.connection(), Direction.OUTBOUND, dial.version()));
        step(new Event.ConnectionClosed(dial.connection(), "closed by peer"));
        met++;
      } else {
        step(new Event.DialFailed(dial.connection(), DialFailure.CLOSED_UNANSWERED));
      }
    }
  }

  private Effect.Dial nextDial() {
    while (open.isEmpty()) {
      millis = Math.max(millis + 1, bob.nextDeadlineMillis());
      assertThat(passed()).isLessThan(DAY.multipliedBy(4));
      step(new Event.TimePassed());
    }
    assertThat(open.element().address()).isEqualTo(OLD);
    return open.element();
  }

  private void step(Event event) {
    for (Effect effect : bob.step(now(), event).effects()) {
      if (effect instanceof Effect.Dial dial) {
        open.add(dial);
      } else if (effect instanceof Effect.Save(KnownPeer peer)) {
        saved = Optional.of(peer);
      }
    }
  }

  private Duration passed() {
    return Duration.ofMillis(millis);
  }

  private Now now() {
    return new Now(millis, TestNetwork.T0.plusMillis(millis));
  }

  private Gossip bob(List<HostAndPort> seeds) {
    TestNetwork.Node node =
        new TestNetwork().node(2, "127.0.0.1:7201", config -> config.withSeeds(seeds));
    node.gossip.step(now(), new Event.ListeningStarted(List.of(node.listening)));
    return node.gossip;
  }

  private static Event arrival(
      ConnectionId connection, Direction direction, HandshakeVersion version) {
    PeerAddress remote = direction == Direction.OUTBOUND ? OLD : new PeerAddress(OLD.ip(), 50_000);
    return new Event.HandshakeArrived(connection, direction, remote, version, handshake());
  }

  private static Handshake handshake() {
    return new Handshake(
        new Handshake.Network(
            DEVNET.protocolVersion(),
            DEVNET.chainId(),
            DEVNET.genesisHash(),
            DEVNET.networkId(),
            DEVNET.nodeVersion(),
            DEVNET.nodeBuild(),
            0,
            "",
            "",
            null,
            null,
            null),
        new Handshake.Node(
            1, new NodeId("old"), "VNODE-old", "", "", "guardian", "", false, false, "", null),
        new Handshake.Reach(null, null, null, OLD.port(), List.of()),
        new Handshake.Heights(0, null),
        Handshake.Extensions.NONE);
  }
}
