package network.vision.gossip;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import network.vision.protocol.IpAddress;
import network.vision.protocol.NodeId;
import network.vision.protocol.PeerAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is dialled next. */
class CandidatesTest {

  private static final Now NOW = new Now(0, TestNetwork.T0);
  private static final int CROWDED = 7;
  private static final int RARE = 8;

  private final Core core = TestSessions.core(new SplittableRandom(1));
  private final Candidates candidates = new Candidates(core);

  @ParameterizedTest
  @ValueSource(ints = {50, 400})
  void aGroupThatHasASessionIsNotTakenAgainWhileThereIsAnother(int crowd) {
    IntStream.range(0, crowd).forEach(host -> known(CROWDED, host));
    IntStream.range(0, crowd / 4).forEach(host -> known(RARE, host));
    core.sessions().add(TestSessions.with(1, Direction.OUTBOUND, ip(CROWDED, 60_000), NOW));

    for (int i = 0; i < 100; i++) {
      assertThat(candidates.next(NOW, (_, _) -> true))
          .map(entry -> core.policy().group(entry.address.ip()))
          .contains(core.policy().group(ip(RARE, 1)));
    }
  }

  @Test
  void aGroupIsTakenAgainWhereThereIsNoOther() {
    known(CROWDED, 1);
    core.sessions().add(TestSessions.with(1, Direction.OUTBOUND, ip(CROWDED, 2), NOW));

    assertThat(candidates.next(NOW, (_, _) -> true)).isPresent();
  }

  @Test
  void theTwoOldestOutboundPeersAreDialledFirstAfterARestart() {
    Upkeep upkeep = new Upkeep(core);
    for (int i = 0; i < 20; i++) {
      Direction direction = i < 3 ? Direction.INBOUND : Direction.OUTBOUND;
      Session session = TestSessions.with(i, direction, ip(i, 1), new Now(i, NOW.wall()));
      core.sessions().add(session);
      reached(session.peer, ip(i, 1));
    }
    upkeep.timePassed(NOW);
    List<KnownPeer> saved =
        core.book().peers().stream().map(peer -> peer.toKnown(KnownStanding.BLAMELESS)).toList();
    Core again = TestSessions.core(new SplittableRandom(2));
    saved.forEach(peer -> again.book().restore(NOW, peer));
    Candidates afterwards = new Candidates(again);

    afterwards.bookLoaded(
        saved.stream().filter(KnownPeer::isAnchor).map(KnownPeer::nodeId).toList());

    assertThat(List.of(next(afterwards), next(afterwards)))
        .containsExactlyInAnyOrder(new NodeId("peer-3"), new NodeId("peer-4"));
  }

  private static NodeId next(Candidates candidates) {
    Optional<BookAddress> next = candidates.next(NOW, (_, _) -> true);
    return Objects.requireNonNull(next.orElseThrow().peer.nodeId);
  }

  private void known(int group, int host) {
    reached(new NodeId("n-" + group + "-" + host), ip(group, host));
  }

  private void reached(NodeId id, IpAddress ip) {
    BookAddress entry =
        core.book()
            .enter(
                NOW,
                id,
                new PeerAddress(ip, 7072),
                Provenance.HANDSHAKE,
                null,
                NOW.wall().getEpochSecond());
    if (entry != null) {
      core.book().reached(NOW, entry, id);
    }
  }

  private static IpAddress ip(int group, int host) {
    return IpAddress.ofIpv4(0x14000001 + (group << 16) + host);
  }
}
