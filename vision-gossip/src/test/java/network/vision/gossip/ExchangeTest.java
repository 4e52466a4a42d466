package network.vision.gossip;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import network.vision.protocol.IpAddress;
import network.vision.protocol.Message;
import network.vision.protocol.NodeId;
import network.vision.protocol.PeerAddress;
import org.junit.jupiter.api.Test;

/** Whom we tell, and when. */
class ExchangeTest {

  private static final Now NOW = new Now(0, TestNetwork.T0);

  private final Core core = TestSessions.core(new SplittableRandom(1));
  private final Exchange exchange = new Exchange(core, new Reachability(core));

  @Test
  void aFreshWordGoesToTwoOthersAndNeverBackNorToWhomItIsAbout() {
    List<Session> sessions = IntStream.range(0, 5).mapToObj(this::connected).toList();
    BookPeer subject = known(sessions.get(1));

    for (int i = 0; i < 100; i++) {
      exchange.passOn(subject, sessions.getFirst());

      assertThat(told(NOW))
          .hasSize(2)
          .doesNotHaveDuplicates()
          .doesNotContain(sessions.get(0).connection, sessions.get(1).connection);
    }
  }

  @Test
  void aChangedAddressGoesToEverybodyElseInTheSameStep() {
    List<Session> sessions = IntStream.range(0, 20).mapToObj(this::connected).toList();
    BookPeer mover = known(sessions.getFirst());

    exchange.push(mover);

    assertThat(told(NOW))
        .hasSize(19)
        .doesNotHaveDuplicates()
        .doesNotContain(sessions.getFirst().connection);
    assertThat(told(NOW)).isEmpty();
  }

  @Test
  void aSessionIsToldAtOnceAndThenLessAndLessOftenWithJitter() {
    known(connected(0));
    Session bob = connected(1);
    exchange.began(NOW, bob);
    List<Long> moments = new ArrayList<>();
    for (long millis = 0; millis <= 180_000; millis += 10) {
      if (told(later(millis)).contains(bob.connection)) {
        moments.add(millis);
      }
    }

    assertThat(moments.getFirst()).isZero();
    long[] expected = {1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000};
    for (int i = 0; i < expected.length; i++) {
      assertThat(moments.get(i + 1) - moments.get(i))
          .isBetween(expected[i] * 8 / 10, expected[i] * 12 / 10 + 10);
    }
  }

  @Test
  void ourOwnWordIsSaidAgainFourTimesWithinMinutesAndThenDaily() {
    TestNetwork network = new TestNetwork();
    TestNetwork.Node alice = network.node(1, "127.0.0.1:7072", config -> config);

    network.start(alice);
    assertThat(signed(alice)).isOne();
    network.pass(Duration.ofSeconds(204));
    assertThat(signed(alice)).isEqualTo(5);
    network.pass(Duration.ofHours(19));
    assertThat(signed(alice)).isEqualTo(5);
    network.pass(Duration.ofHours(10));
    assertThat(signed(alice)).isEqualTo(6);
  }

  private static long signed(TestNetwork.Node node) {
    return node.effects.stream().filter(Effect.SaveRecordSequence.class::isInstance).count();
  }

  /** Who is sent gossip in one step. */
  private List<ConnectionId> told(Now now) {
    exchange.timePassed(now);
    return core.out().take().effects().stream()
        .filter(effect ->
            effect instanceof Effect.Send send && send.message() instanceof Message.PeerGossip)
        .map(effect -> ((Effect.Send) effect).connection())
        .toList();
  }

  private Session connected(int number) {
    Session session = TestSessions.with(number, Direction.INBOUND, ip(number), NOW);
    core.sessions().add(session);
    return session;
  }

  /** The peer of {@code session}, reached lately. */
  private BookPeer known(Session session) {
    NodeId id = session.peer;
    BookAddress entry =
        Objects.requireNonNull(
            core.book()
                .enter(
                    NOW,
                    id,
                    new PeerAddress(session.remote.ip(), 7072),
                    Provenance.HANDSHAKE,
                    null,
                    NOW.wall().getEpochSecond()));
    core.book().reached(NOW, entry, id);
    return core.book().named(id);
  }

  private static IpAddress ip(int number) {
    return IpAddress.ofIpv4(0x14000001 + (number << 16));
  }

  private static Now later(long millis) {
    return new Now(millis, NOW.wall().plusMillis(millis));
  }
}
